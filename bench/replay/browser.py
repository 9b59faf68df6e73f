"""A browser without scripts: follows links, fills in forms, keeps cookies. Knows nothing of Nabo but HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

TIMEOUT_SECONDS = 15


@dataclass(slots=True)
class Form:
    """A form as it stands on the page: `fields` are what it would send if nobody touched it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class NoSuchForm(Exception):
    """The page does not offer this."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back. links: every href, made absolute."""

    status: int
    url: str
    text: str
    forms: tuple[Form, ...]
    links: tuple[str, ...]

    def form(self, ending: str) -> Form:
        """The form whose action ends so. Raises: NoSuchForm."""
        for each in self.forms:
            if urlsplit(each.action).path.endswith(ending):
                return each
        raise NoSuchForm(f"{ending} on {self.url} ({self.status})")

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


class Browser:
    """One person's browser. Blocks; raises requests' errors when nobody answers."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._session = requests.Session()
        self._session.headers["Accept-Language"] = "en"

    def raw(self, address: str) -> requests.Response:
        """What is no page, such as a picture."""
        return self._session.get(urljoin(self._origin, address), timeout=TIMEOUT_SECONDS)

    def get(self, address: str) -> Page:
        return self._page(self._session.get(urljoin(self._origin, address), timeout=TIMEOUT_SECONDS))

    def submit(self, page: Page, form: Form, values: Mapping[str, str] | None = None) -> Page:
        """Send it, as the page that showed it would."""
        headers = {"Origin": self._origin.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        target = urljoin(page.url, form.action)
        data = {**form.fields, **(values or {})}
        return self._page(self._session.post(target, data=data, headers=headers, timeout=TIMEOUT_SECONDS))

    def cookie(self, name: str) -> str:
        """Raises: KeyError."""
        value: str = self._session.cookies[name]
        return value

    def _page(self, answer: requests.Response) -> Page:
        parser = _Forms(answer.url)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            parser.feed(answer.text)
        return Page(answer.status_code, answer.url, answer.text, tuple(parser.forms), tuple(parser.links))


class _Forms(HTMLParser):
    """Collects forms, fields and links."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href"):
            self.links.append(urljoin(self._url, values["href"]))
        elif tag == "form":
            self._open = Form(action=values.get("action") or self._url, method=values.get("method", "get"))
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(self._open, tag, values)

    def _field(self, form: Form, tag: str, values: Mapping[str, str]) -> None:
        name = values.get("name", "")
        match tag:
            case "input":
                _input(form, name, values)
            case "textarea":
                self._area = name
                form.fields.setdefault(name, "")
            case "select":
                self._select = name
            case "option" if self._select:
                form.choices.setdefault(self._select, []).append(values.get("value", ""))
                if "selected" in values or self._select not in form.fields:
                    form.fields[self._select] = values.get("value", "")
            case "button" if name:
                form.buttons.append((name, values.get("value", "")))
            case _:
                pass

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._open = None
            case "textarea":
                self._area = None
            case "select":
                self._select = None
            case _:
                pass


def _input(form: Form, name: str, values: Mapping[str, str]) -> None:
    kind, value = values.get("type", "text"), values.get("value", "")
    if not name or kind in {"submit", "image", "file", "reset"}:
        return
    if kind in {"radio", "checkbox"}:
        form.choices.setdefault(name, []).append(value or "on")
        if "checked" in values:
            form.fields[name] = value or "on"
    else:
        form.fields[name] = value
