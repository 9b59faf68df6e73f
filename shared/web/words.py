"""Gives templates their filters and what every page shows: time and distance in words, ways, numbers to call."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from flask import Flask, current_app, g, request
from flask_babel import get_locale, get_translations
from markupsafe import Markup

from shared.clock import Clock
from shared.web.languages import NAMES
from shared.web.navigation import area_of, current_way, ways_for
from shared.web.phrases import Phrases
from shared.web.sessions import current_roles, signed_in, signed_in_recently
from shared.web.settings import WebSettings

_SAID = ("day", "moment", "before", "until", "clock_time", "ago", "span", "distance")


def install(app: Flask, settings: WebSettings, clock: Clock) -> None:
    """Filters are the methods of `Phrases`; `time_tag` wraps one so that machines can read it too."""

    def phrases() -> Phrases:
        """One for a page, so that all its times are said as of one moment."""
        if "phrases" not in g:
            g.phrases = Phrases(
                language=str(get_locale()), words=get_translations(), zone=settings.zone, now=clock.now()
            )
        return cast("Phrases", g.phrases)

    app.jinja_env.filters.update({name: _spoken(name, phrases) for name in _SAID})
    app.jinja_env.filters["time_tag"] = time_tag
    app.jinja_env.globals.update(
        signed_in=signed_in, current_roles=current_roles, signed_in_recently=signed_in_recently, phrases=phrases
    )
    app.context_processor(lambda: _of_every_page(settings))


def time_tag(words: str, at: datetime) -> Markup:
    """Let machines read the instant too; used as the last filter, after the one that says it."""
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(timespec="seconds"), words)


def phrases_of_the_page() -> Phrases:
    """For sentences that are made outside a template."""
    return cast("Phrases", current_app.jinja_env.globals["phrases"]())  # type: ignore[operator]


def _spoken(name: str, phrases: Callable[[], Phrases]) -> Callable[[Any], str]:
    def say(value: object) -> str:
        said: str = getattr(phrases(), name)(value)
        return said

    return say


def _of_every_page(settings: WebSettings) -> dict[str, Any]:
    language = str(get_locale())
    area = area_of(request.path)
    return {
        "settings": settings,
        "language": language,
        "other_languages": [(code, NAMES.get(code, code)) for code in settings.languages if code != language],
        "here": request.full_path.rstrip("?") if request.method == "GET" else request.path,
        "area": area,
        "ways": ways_for(area, current_roles),
        "current_way": current_way(request.path),
        "emergency": [
            (one.number, one.says.get(language) or next(iter(one.says.values()), "")) for one in settings.emergency
        ],
    }
