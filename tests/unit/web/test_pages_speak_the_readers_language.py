"""Which language a page speaks, and how a reader changes it."""

from datetime import datetime, timedelta

import pytest
from flask import Blueprint, render_template_string
from flask.testing import FlaskClient

from shared.clock import StoppedClock
from shared.web.access import PUBLIC, route
from shared.web.languages import local_path
from tests.factories.web import NOW, web_app, web_settings

PAGE = '{% extends "base.html" %}{% block heading %}{{ _("Sign in") }}{% endblock %}'


@pytest.fixture
def client() -> FlaskClient:
    room = Blueprint("room", __name__)

    @route(room, "/page", access=PUBLIC)
    def page() -> str:
        return render_template_string(PAGE)

    return web_app(room).test_client()


@pytest.mark.parametrize(
    "asked, language",
    [("da", "da"), ("en-GB,en;q=0.9", "en"), ("fi,da;q=0.5,en;q=0.4", "da"), ("fi", "en"), ("", "en"), ("*", "en")],
)
def test_the_browsers_wish_decides_first(client: FlaskClient, asked: str, language: str) -> None:
    assert f'<html lang="{language}">' in client.get("/page", headers={"Accept-Language": asked}).text


def test_choosing_a_language_comes_back_to_the_same_page(client: FlaskClient) -> None:
    chosen = client.post("/language", data={"language": "da", "next": "/page?of=team"})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/page?of=team")
    assert "Log ind" in client.get("/page").text


def test_the_switch_knows_the_page_it_stands_on(client: FlaskClient) -> None:
    page = client.get("/page?of=team&late=1").text
    assert 'name="next" value="/page?of=team&amp;late=1"' in page


def test_a_link_may_ask_for_a_language_and_changes_nothing(client: FlaskClient) -> None:
    answer = client.get("/page?lang=da")
    assert "Log ind" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Sign in" in client.get("/page").text


class Hurrying(StoppedClock):
    """A minute later at every look."""

    def now(self) -> datetime:
        self.advance(timedelta(minutes=1))
        return super().now()


def test_a_page_says_all_its_times_as_of_one_moment_and_the_next_page_as_of_its_own() -> None:
    room = Blueprint("room", __name__)

    @route(room, "/page", access=PUBLIC)
    def page() -> str:
        return render_template_string(
            "{{ at | clock_time }} {{ phrases().now.minute }} {{ phrases().now.minute }}", at=NOW
        )

    client = web_app(room, clock=Hurrying(NOW)).test_client()
    assert [client.get("/page").text for _ in range(2)] == ["14:40 41 41", "14:40 42 42"]


@pytest.mark.parametrize("language", ["xx", "", "en/../da"])
def test_an_unknown_language_changes_nothing(client: FlaskClient, language: str) -> None:
    assert "Set-Cookie" not in client.post("/language", data={"language": language}).headers
    assert client.get("/page", query_string={"lang": language}).status_code == 200


@pytest.mark.parametrize(
    "wished",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "",
        "page",
        "/a\nb",
    ],
)
def test_the_switch_never_leads_away(wished: str) -> None:
    assert local_path(wished) == "/"


def test_a_foreign_site_cannot_switch_the_language(client: FlaskClient) -> None:
    assert (
        client.post("/language", data={"language": "da"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )


def test_the_choice_is_bound_to_this_host_in_production() -> None:
    production = web_app(settings=web_settings(environment="production")).test_client()
    cookie = production.post("/language", data={"language": "da"}, base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-nabo_language=da;")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
