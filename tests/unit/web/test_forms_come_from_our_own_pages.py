"""Nobody can make a browser send a form in somebody's name."""

import pytest
from flask import Blueprint, render_template_string
from flask.testing import FlaskClient

from shared.web.access import PUBLIC, route
from shared.web.csrf import FormTokens
from shared.web.sessions import signed_in
from tests.factories.web import KnownCookies, Person, sign_in, token_in, web_app, web_settings

FORM = (
    '{% extends "base.html" %}{% block heading %}A form{% endblock %}'
    '{% block content %}{{ ui.one_button("/act", "Do it") }}{% endblock %}'
)


def room() -> Blueprint:
    room = Blueprint("room", __name__)

    @route(room, "/form", access=PUBLIC)
    def form() -> str:
        return render_template_string(FORM)

    @route(room, "/act", access=PUBLIC, methods=("POST",))
    def act() -> str:
        return "done"

    @route(room, "/api/act", access=PUBLIC.for_programs(), methods=("POST",))
    def program() -> str:
        return "somebody" if signed_in() else "nobody"

    return room


SESSIONS = KnownCookies({"ada": Person(), "bo": Person(person_id="bo", session_id="session-2")})


@pytest.fixture
def client() -> FlaskClient:
    return web_app(room(), sessions=SESSIONS).test_client()


def test_a_form_of_ours_is_taken(client: FlaskClient) -> None:
    token = token_in(client.get("/form").text)
    assert client.post("/act", data={"form_token": token}).text == "done"


def test_a_script_of_ours_may_send_the_token_in_a_header(client: FlaskClient) -> None:
    token = token_in(client.get("/form").text)
    assert client.post("/act", headers={"X-Form-Token": token}).text == "done"


@pytest.mark.parametrize("token", ["", "nonsense", "AAAA", "ø"])
def test_a_form_without_our_token_is_refused(client: FlaskClient, token: str) -> None:
    client.get("/form")
    answer = client.post("/act", data={"form_token": token})
    assert answer.status_code == 403
    assert "Please send this once more" in answer.text


def test_an_altered_token_is_refused(client: FlaskClient) -> None:
    token = token_in(client.get("/form").text)
    altered = ("B" if token[0] == "A" else "A") + token[1:]
    assert client.post("/act", data={"form_token": altered}).status_code == 403


def test_the_token_of_another_visitor_is_refused(client: FlaskClient) -> None:
    foreign = token_in(client.application.test_client().get("/form").text)
    client.get("/form")
    assert client.post("/act", data={"form_token": foreign}).status_code == 403


def test_the_token_of_another_session_is_refused(client: FlaskClient) -> None:
    foreign = token_in(sign_in(client.application.test_client(), "bo").get("/form").text)
    assert sign_in(client).post("/act", data={"form_token": foreign}).status_code == 403


def test_a_token_from_before_signing_in_is_refused_after(client: FlaskClient) -> None:
    token = token_in(client.get("/form").text)
    assert sign_in(client).post("/act", data={"form_token": token}).status_code == 403


def test_the_token_of_another_service_is_refused(client: FlaskClient) -> None:
    other = web_app(room(), settings=web_settings(form_key=b"another key of the same length.."), sessions=SESSIONS)
    token = token_in(sign_in(other.test_client()).get("/form").text)
    assert sign_in(client).post("/act", data={"form_token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "https://localhost.elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_foreign_page_is_refused_even_with_our_token(client: FlaskClient, headers: dict[str, str]) -> None:
    token = token_in(client.get("/form").text)
    assert client.post("/act", data={"form_token": token}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
    ],
)
def test_our_own_pages_are_recognised_in_every_browser(client: FlaskClient, headers: dict[str, str]) -> None:
    token = token_in(client.get("/form").text)
    assert client.post("/act", data={"form_token": token}, headers=headers).status_code == 200


def test_a_programs_door_does_not_see_who_is_signed_in(client: FlaskClient) -> None:
    assert sign_in(client).post("/api/act").text == "nobody"


def test_each_token_looks_different() -> None:
    tokens = FormTokens(b"key")
    assert tokens.make("session 1") != tokens.make("session 1")
    assert tokens.fits(tokens.make("session 1"), "session 1")


def test_the_form_cookie_is_bound_to_this_host_in_production() -> None:
    app = web_app(room(), settings=web_settings(environment="production"))
    cookie = app.test_client().get("/form", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-nabo_intake_form=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_a_page_without_a_form_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/nowhere").headers
