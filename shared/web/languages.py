"""Which language a page speaks, and the switch between them."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from werkzeug.wrappers import Response

from shared.web.access import PUBLIC, route
from shared.web.catalogues import Catalogues
from shared.web.settings import SHARED, WebSettings

room = Blueprint("language", __name__)
COOKIE = "language"  # one for all three services: it is one site
NAMES = {"en": "English", "da": "Dansk"}
_YEAR_SECONDS = 365 * 24 * 3600
_SETTINGS = "nabo.settings"


def install(app: Flask, settings: WebSettings) -> None:
    """Make the app speak the pack's languages, with the catalogues as they stand now."""
    babel = Babel(app, default_locale=settings.languages[0], locale_selector=lambda: chosen(settings))
    catalogues = Catalogues.read(settings.languages, (SHARED / "locales", settings.locales))
    babel.domain_instance = catalogues
    catalogues.install(app.jinja_env)
    app.extensions[_SETTINGS] = settings
    app.register_blueprint(room)


def chosen(settings: WebSettings) -> str:
    """`?lang=` for this page alone, else the reader's choice, else what their browser asks for, else the first."""
    languages = settings.languages
    wished = (request.args.get("lang"), request.cookies.get(settings.cookie(COOKIE)))
    named = next((language for language in wished if language in languages), None)
    return named or request.accept_languages.best_match(languages, default=languages[0]) or languages[0]


def local_path(wished: str) -> str:
    """The path to go back to, or `/` for one that would lead away from here."""
    parts = urlsplit(wished)
    leads_away = parts.scheme or parts.netloc or not wished.startswith("/") or wished.startswith(("//", "/\\"))
    return "/" if leads_away or not wished.isprintable() else wished


@route(room, "/language", access=PUBLIC, methods=("POST",))
def choose() -> Response:
    """Remember the language in the reader's browser and show the page again on which they chose it."""
    settings: WebSettings = current_app.extensions[_SETTINGS]
    answer = redirect(local_path(request.form.get("next", "/")), code=303)
    return _remembered(answer, request.form.get("language", ""), settings)


def in_its_language(answer: ResponseReturnValue) -> Response:
    """The answer to a form whose reader may have pressed the switch of languages, which asks by `?lang=`.

    What was typed is in that answer (`typed_form` of base.html); the pages after it speak the language too.
    """
    settings: WebSettings = current_app.extensions[_SETTINGS]
    return _remembered(make_response(answer), request.args.get("lang", ""), settings)


def _remembered(answer: Response, language: str, settings: WebSettings) -> Response:
    if language in settings.languages:
        answer.set_cookie(
            settings.cookie(COOKIE),
            language,
            max_age=_YEAR_SECONDS,
            secure=settings.is_production,
            httponly=True,
            samesite="Lax",
        )
    return answer
