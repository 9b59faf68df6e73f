"""What a page without scripts offers: its links and its forms, read only when somebody looks at them.

Thousands of pages a run are read beside the system that is measured, on the same processors: Python's own parser took
as long for a page of the desk as the desk took to make it. So only the tags that matter are looked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import urljoin, urlsplit

_ATTRIBUTE = r"""[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?"""
_TAG = re.compile(
    rf"<!--.*?-->|<(/?)(a|form|input|textarea|select|option|button)((?:\s+{_ATTRIBUTE})*)\s*/?>",
    re.IGNORECASE | re.DOTALL,
)
_NAME_AND_VALUE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


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


@dataclass(frozen=True)
class Page:
    """What came back. is_html: where it is not, it offers nothing."""

    status: int
    url: str
    text: str
    is_html: bool

    def form(self, ending: str) -> Form:
        """The form whose action ends so. Raises: NoSuchForm."""
        for each in self.forms:
            if urlsplit(each.action).path.endswith(ending):
                return each
        raise NoSuchForm(f"{ending} on {self.url} ({self.status})")

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def forms(self) -> tuple[Form, ...]:
        return self._offered[0]

    @property
    def links(self) -> tuple[str, ...]:
        """Every href, made absolute."""
        return self._offered[1]

    @cached_property
    def _offered(self) -> tuple[tuple[Form, ...], tuple[str, ...]]:
        reading = _Reading(self.url)
        if self.is_html:
            reading.read(self.text)
        return tuple(reading.forms), tuple(reading.links)


class _Reading:
    """Collects forms, fields and links."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self._select: str | None = None

    def read(self, text: str) -> None:
        for found in _TAG.finditer(text):
            if found[1]:
                self._ends(found[2].lower())
            elif found[2]:
                self._begins(found[2].lower(), dict(_attributes(found[3])), text, found.end())

    def _begins(self, tag: str, values: Mapping[str, str], text: str, after: int) -> None:
        if tag == "a" and values.get("href"):
            self.links.append(urljoin(self._url, values["href"]))
        elif tag == "form":
            self._open = Form(action=values.get("action") or self._url, method=values.get("method", "get"))
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(self._open, tag, values, text, after)

    def _field(self, form: Form, tag: str, values: Mapping[str, str], text: str, after: int) -> None:
        name = values.get("name", "")
        match tag:
            case "input":
                _input(form, name, values)
            case "textarea" if name:
                form.fields[name] = _inside(text, after)
            case "select":
                self._select = name
            case "option" if self._select:
                _option(form, self._select, values)
            case "button" if name:
                form.buttons.append((name, values.get("value", "")))
            case _:
                pass

    def _ends(self, tag: str) -> None:
        match tag:
            case "form":
                self._open = None
            case "select":
                self._select = None
            case _:
                pass


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, *values in _NAME_AND_VALUE.findall(text):
        value = "".join(values)
        yield name.lower(), unescape(value) if "&" in value else value


def _inside(text: str, after: int) -> str:
    """What stands in a textarea; a first line that is empty is no part of it."""
    inside = unescape(text[after : text.lower().find("</textarea", after)])
    return inside.removeprefix("\n")


def _option(form: Form, select: str, values: Mapping[str, str]) -> None:
    form.choices.setdefault(select, []).append(values.get("value", ""))
    if "selected" in values or select not in form.fields:
        form.fields[select] = values.get("value", "")


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
