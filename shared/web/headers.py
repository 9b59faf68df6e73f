"""The header lines that every answer carries."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request

from shared.web.access import Audience, access_of
from shared.web.sessions import signed_in

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), payment=(), geolocation=(self)"),
)
_IN_PRODUCTION = (("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),)
_NEVER_KEPT, _ASKED_AGAIN = "no-store", "no-cache, private"


class Headed:
    """Adds the lines that never change, below Flask, where it costs least; what an answer says itself stands."""

    def __init__(self, app: "WSGIApplication", *, is_production: bool) -> None:
        self._app = app
        self._lines = _ALWAYS + (_IN_PRODUCTION if is_production else ())

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def start_headed(
            status: str, lines: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            said = {name.lower() for name, _value in lines}
            lines.extend(line for line in self._lines if line[0].lower() not in said)
            return start(status, lines, exc_info)

        return self._app(environ, start_headed)


def install(app: Flask) -> None:
    """Say of every answer whether it may be kept, and by what it differs."""

    def add(answer: Response) -> Response:
        headers = answer.headers
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = _NEVER_KEPT if _is_personal() else _ASKED_AGAIN
        if _is_page():
            answer.vary.update(("Accept-Language", "Cookie"))
        return answer

    app.after_request(add)


def _is_page() -> bool:
    return request.endpoint is None or access_of(current_app, request.endpoint).form_token


def _is_personal() -> bool:
    if request.endpoint is None:
        return False
    access = access_of(current_app, request.endpoint)
    return access.audience is not Audience.PUBLIC or not access.form_token or signed_in() is not None
