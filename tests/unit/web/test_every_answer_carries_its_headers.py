"""The header lines that keep a page ours."""

import pytest
from flask import Blueprint
from flask.testing import FlaskClient

from shared.web.access import PUBLIC, SECRET_LINK, route
from tests.factories.web import KnownCookies, Person, raising, sign_in, web_app, web_settings


def room() -> Blueprint:
    room = Blueprint("room", __name__)
    route(room, "/broken", access=PUBLIC)(raising(RuntimeError()))

    @route(room, "/open", access=PUBLIC)
    def everybody() -> str:
        return "open"

    @route(room, "/my/<secret>", access=SECRET_LINK)
    def mine(secret: str) -> str:
        return secret

    return room


@pytest.fixture
def client() -> FlaskClient:
    return web_app(room(), sessions=KnownCookies({"ada": Person()})).test_client()


@pytest.mark.parametrize("path", ["/open", "/my/x", "/broken", "/nowhere", "/healthz/intake", "/metrics/intake"])
def test_every_answer_carries_the_lines(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_what_is_personal_is_never_stored(client: FlaskClient) -> None:
    assert client.get("/open").headers["Cache-Control"] == "no-cache, private"
    assert client.get("/my/x").headers["Cache-Control"] == "no-store"
    assert sign_in(client).get("/open").headers["Cache-Control"] == "no-store"


def test_pages_differ_by_cookie_and_language(client: FlaskClient) -> None:
    assert {"cookie", "accept-language"} <= {name.lower() for name in client.get("/open").vary}


def test_only_production_insists_on_https(client: FlaskClient) -> None:
    production = web_app(room(), settings=web_settings(environment="production")).test_client()
    assert "Strict-Transport-Security" in production.get("/open").headers
    assert "Strict-Transport-Security" not in client.get("/open").headers
