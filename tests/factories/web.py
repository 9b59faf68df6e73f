"""Web apps for tests: settings that are valid, people who are signed in, and rooms of one's own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask
from flask.testing import FlaskClient

from shared.clock import StoppedClock
from shared.web.app import Parts, make_app
from shared.web.settings import SHARED, EmergencyNumber, WebSettings

NOW = datetime(2026, 5, 27, 11, 40, tzinfo=UTC)
"""A Wednesday; 14:40 in the zone of these settings."""

SETTINGS = WebSettings(
    service="intake",
    environment="test",
    languages=("en", "da"),
    zone=ZoneInfo("Europe/Helsinki"),
    neighbourhood="Kirsebærkvarteret",
    emergency=(EmergencyNumber(number="112", says={"en": "danger", "da": "fare"}),),
    form_key=b"0123456789abcdef" * 2,
    staff_may_use_links=True,
    templates=SHARED / "templates",
    locales=Path("nowhere"),
    assets_folder=Path("nowhere"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in."""

    person_id: str = "ada"
    session_id: str = "session-1"
    signed_in_at: datetime = NOW - timedelta(minutes=5)
    method: str = "link"


@dataclass(frozen=True, slots=True)
class KnownCookies:
    """Sessions by their cookie."""

    people: dict[str, Person] = field(default_factory=dict)

    def read(self, cookie: str, now: datetime) -> Person | None:  # noqa: ARG002 the port's shape
        return self.people.get(cookie)


def web_settings(**changes: Any) -> WebSettings:  # noqa: ANN401 any field of the settings
    return replace(SETTINGS, **changes)


def web_app(*rooms: Blueprint, settings: WebSettings = SETTINGS, **parts: Any) -> Flask:  # noqa: ANN401 fields of Parts
    return make_app(settings, Parts(rooms=rooms, **{"clock": StoppedClock(NOW), **parts}))


def sign_in(client: FlaskClient, cookie: str = "ada") -> FlaskClient:
    client.set_cookie("nabo_session", cookie)
    return client


def token_in(page: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found, "no form on this page"
    return found[1]


def raising(error: Exception) -> Callable[[], str]:
    """A view that fails."""

    def view() -> str:
        raise error

    return view
