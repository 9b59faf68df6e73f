"""Puts the guard against overload around an app, with its refusal written beforehand."""

from flask import Flask, render_template

from shared.observability.metrics import HTTP_SHED
from shared.web.error_words import words_for
from shared.web.failures import Failure
from shared.web.problems import problem
from shared.web.saturation import Guard
from shared.web.settings import WebSettings

_FULL = Failure(status=503, code="try_again", retry_after=2)


def install(app: Flask, settings: WebSettings) -> None:
    """The refusal is one page in all languages: to choose one would cost time that is not there."""
    app.wsgi_app = Guard(  # type: ignore[assignment]  # Flask's documented way to wrap an app
        app.wsgi_app,
        places=settings.max_concurrent,
        page=_page(app, settings).encode(),
        data=problem(_FULL).get_data(),
        on_refusal=HTTP_SHED.labels(settings.service).inc,
    )


def _page(app: Flask, settings: WebSettings) -> str:
    spoken = []
    for language in settings.languages:
        with app.test_request_context(f"/?lang={language}"):
            words = words_for(_FULL.status, _FULL.code)
            spoken.append((language, str(words.title), str(words.text)))
    with app.test_request_context("/"):
        return render_template("overload.html", spoken=spoken)
