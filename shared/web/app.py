"""Makes the Flask app of a service: its rooms, and around them what all three have in common."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask
from flask_babel import LazyString
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from shared.clock import Clock
from shared.web import assets, bodies, csrf, errors, headers, health, languages, overload, tracing, words
from shared.web.access import Access, close_register
from shared.web.draining import Drained
from shared.web.form_cookie import FormCookie
from shared.web.sessions import Doorkeeper, NoSessions, Sessions
from shared.web.settings import SHARED, WebSettings


class Missing(StrictUndefined):
    """A name that a template was not given: it may ask whether it is there, it cannot show it."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # strict to show, lenient to ask
        return False


class Plain(Flask):
    """All that we install and serve is plain functions; Flask would look at each of them in every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def _nobodys_roles(_person_id: str) -> frozenset[str]:
    return frozenset()


def _never_revoked(_session_id: str) -> bool:
    return False


def _nobody(_person_id: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a service brings: its rooms, and the questions that only it can answer.

    `roles_of` and `needs_more` (see Doorkeeper) take a person_id, `is_revoked` a session_id. `ready` holds, by name,
    calls that say whether what they ask answers. `refusals` says a sentence for each reason code of the domain.
    `foreign` declares the access of endpoints made by a library, and `extend` installs such a library before the
    register of routes is closed.
    """

    rooms: Iterable[Blueprint]
    clock: Clock
    sessions: Sessions = field(default_factory=NoSessions)
    is_revoked: Callable[[str], bool] = _never_revoked
    roles_of: Callable[[str], frozenset[str]] = _nobodys_roles
    needs_more: Callable[[str], bool] = _nobody
    ready: Mapping[str, health.Check] = field(default_factory=dict)
    refusals: Mapping[str, LazyString] = field(default_factory=dict)
    metrics_folder: str | None = None
    foreign: Mapping[str, Access] = field(default_factory=dict)
    extend: Callable[[Flask], None] | None = None


def make_app(settings: WebSettings, parts: Parts) -> Flask:
    """A Flask app that is ready to answer.

    Raises: UndeclaredRoutes if a route does not say who may enter.
    """
    app = Plain(f"nabo_{settings.service}", static_folder=None)
    _configure(app, settings)
    _install(app, settings, parts)
    for room in parts.rooms:
        app.register_blueprint(room)
    if parts.extend is not None:
        parts.extend(app)
    errors.install(app, parts.refusals)  # after the libraries, whose handlers know only programs
    close_register(app, parts.foreign)
    overload.install(app, settings)
    headed = headers.Headed(app.wsgi_app, is_production=settings.is_production)
    app.wsgi_app = tracing.Traced(Drained(headed))  # type: ignore[assignment]  # Flask's documented way to wrap an app
    return app


def _configure(app: Flask, settings: WebSettings) -> None:
    app.config.update(
        SECRET_KEY=derived_key(settings.form_key, "form cookie"),
        SESSION_COOKIE_NAME=settings.cookie(f"{settings.service}_form"),
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_form_bytes,
    )
    app.session_interface = FormCookie()
    app.jinja_options = {"undefined": Missing, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader([FileSystemLoader(settings.templates), FileSystemLoader(SHARED / "templates")])


def _install(app: Flask, settings: WebSettings, parts: Parts) -> None:
    """The order matters: measure first, then who it is, then whether the form is ours."""
    tracing.measure(app, settings.service)
    bodies.install(app, settings.larger_bodies)
    languages.install(app, settings)
    Doorkeeper(
        settings=settings,
        clock=parts.clock,
        sessions=parts.sessions,
        is_revoked=parts.is_revoked,
        roles_of=parts.roles_of,
        needs_more=parts.needs_more,
    ).install(app)
    csrf.install(app, derived_key(settings.form_key, "form token"))
    headers.install(app)
    words.install(app, settings, parts.clock)
    assets.install(app, settings)
    health.install(app, settings.service, parts.ready, parts.metrics_folder)


def derived_key(key: bytes, purpose: str) -> bytes:
    """One secret serves several purposes without one signature passing for another."""
    return hmac.digest(key, purpose.encode(), hashlib.sha256)
