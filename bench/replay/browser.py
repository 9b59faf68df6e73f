"""A browser without scripts: follows links, fills in forms, keeps cookies. Knows nothing of Nabo but HTML."""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin

from bench.replay.client import Answer, Client
from bench.replay.page import Form, Page

_LANGUAGE = {"Accept-Language": "en"}
_FORM = "application/x-www-form-urlencoded"


class Browser:
    """One person's browser; they may have several windows open. Blocks; raises NoAnswer when nobody answers."""

    def __init__(self, origin: str) -> None:
        self._client = Client(origin)
        self._sends = {
            **_LANGUAGE,
            "Origin": origin.rstrip("/"),
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": _FORM,
        }

    def raw(self, address: str) -> Answer:
        """What is no page, such as a picture."""
        return self._client.ask("GET", address, headers=_LANGUAGE)

    def get(self, address: str) -> Page:
        return _page(self._client.ask("GET", address, headers=_LANGUAGE))

    def submit(self, page: Page, form: Form, values: Mapping[str, str] | None = None) -> Page:
        """Send it, as the page that showed it would."""
        data = urlencode({**form.fields, **(values or {})}).encode()
        return _page(self._client.ask("POST", urljoin(page.url, form.action), data, self._sends))

    def cookie(self, name: str) -> str:
        """Raises: KeyError."""
        return self._client.cookies[name]


def _page(answer: Answer) -> Page:
    return Page(status=answer.status, url=answer.url, text=answer.text, is_html=answer.kind.startswith("text/html"))
