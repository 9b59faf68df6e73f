"""The header lines that every answer carries."""

from flask import Flask, Response, current_app, request

from shared.web.access import Audience, access_of
from shared.web.sessions import signed_in
from shared.web.settings import WebSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), geolocation=(self)",
}
_TWO_YEARS = "max-age=63072000; includeSubDomains"


def install(app: Flask, settings: WebSettings) -> None:
    """Add the lines to every answer; a view that set one itself keeps it."""

    def add(answer: Response) -> Response:
        for name, value in _ALWAYS.items():
            answer.headers.setdefault(name, value)
        if settings.is_production:
            answer.headers.setdefault("Strict-Transport-Security", _TWO_YEARS)
        if "Cache-Control" not in answer.headers:
            answer.headers["Cache-Control"] = "no-store" if _is_personal() else "no-cache, private"
        answer.vary.update(("Accept-Language", "Cookie"))
        return answer

    app.after_request(add)


def _is_personal() -> bool:
    if request.endpoint is None:
        return False
    return access_of(current_app, request.endpoint).audience is not Audience.PUBLIC or signed_in() is not None
