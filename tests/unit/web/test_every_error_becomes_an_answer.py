"""Errors of every room become pages for people and problems for programs."""

import json

import pytest
from flask import Blueprint, Flask, abort, request
from flask.testing import FlaskClient
from flask_babel import lazy_gettext
from flask_smorest import Api
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import Schema, ValidationError, fields
from structlog.testing import capture_logs

from shared.errors import IllegalMove, NotEligible, NotFound, StaleVersion, TryAgain
from shared.web.access import PROGRAMS, PUBLIC, declare, route
from shared.web.failures import Failure
from shared.web.problems import problem
from tests.factories.web import raising, web_app, web_settings

ERRORS = {
    "domain": (NotEligible("slot_taken"), 409),
    "move": (IllegalMove("closed"), 409),
    "missing": (NotFound("somebody's secret"), 404),
    "stale": (StaleVersion(), 503),
    "later": (TryAgain(2.2), 503),
    "invalid": (ValidationError({"text": ["Describe what is wrong."]}), 422),
    "bug": (KeyError("somebody's secret"), 500),
}


def rooms() -> Blueprint:
    room = Blueprint("room", __name__)
    for name, (error, _status) in ERRORS.items():
        route(room, f"/{name}", access=PUBLIC, endpoint=name)(raising(error))
        route(room, f"/api/{name}", access=PUBLIC, endpoint=f"api_{name}")(raising(error))

    @route(room, "/abort/<int:status>", access=PUBLIC)
    def stop(status: int) -> str:
        abort(status)

    @route(room, "/words", access=PUBLIC.for_programs(), methods=("POST",))
    def words() -> str:
        return request.get_data(as_text=True)

    return room


@pytest.fixture
def client() -> FlaskClient:
    return web_app(rooms(), refusals={"slot_taken": lazy_gettext("Somebody else said yes first.")}).test_client()


@pytest.mark.parametrize("name", ERRORS)
def test_a_program_gets_a_problem(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/api/{name}")
    assert (answer.status_code, answer.mimetype) == (ERRORS[name][1], "application/problem+json")
    problem = json.loads(answer.data)
    assert problem["status"] == ERRORS[name][1]
    assert problem["type"] == f"urn:nabo:problem:{problem['code']}"


@pytest.mark.parametrize("name", ERRORS)
def test_a_person_gets_a_page_with_one_heading(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/{name}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (ERRORS[name][1], "text/html")
    assert answer.text.count("<h1>") == 1


def test_half_a_character_in_the_name_of_a_field_is_a_problem_of_the_senders() -> None:
    with web_app().test_request_context():
        answer = problem(Failure(status=422, code="invalid", fields={"a\ud800": {"\udfff": ["Unknown \ud800."]}}))
    assert answer.status_code == 422
    assert answer.get_json(force=True)["errors"] == {"a?": {"?": ["Unknown ?."]}}


def test_one_translated_sentence_is_a_list_of_one_as_every_other() -> None:
    wrong = lazy_gettext("This is true or false.")
    with web_app().test_request_context():
        answer = problem(Failure(status=422, code="invalid", fields={"yes": wrong, "place": {"lat": wrong}}))
    told = answer.get_json(force=True)["errors"]
    assert told == {"yes": ["This is true or false."], "place": {"lat": ["This is true or false."]}}


def test_a_program_that_asks_a_page_for_data_gets_data(client: FlaskClient) -> None:
    assert client.get("/missing", headers={"Accept": "application/json"}).mimetype == "application/problem+json"


def test_a_refusal_says_why_in_the_services_words(client: FlaskClient) -> None:
    assert "Somebody else said yes first." in client.get("/domain").text


def test_a_refusal_without_words_of_its_own_still_says_what_to_do(client: FlaskClient) -> None:
    assert "This has changed in the meantime" in client.get("/move").text


def test_a_wrong_field_is_named(client: FlaskClient) -> None:
    assert client.get("/api/invalid").get_json(force=True)["errors"] == {"text": ["Describe what is wrong."]}


@pytest.mark.parametrize("name, seconds", [("stale", "2"), ("later", "3")])
def test_trying_again_says_when(client: FlaskClient, name: str, seconds: str) -> None:
    assert client.get(f"/{name}").headers["Retry-After"] == seconds


@pytest.mark.parametrize("path", ["/bug", "/missing", "/api/bug", "/api/missing"])
def test_no_error_tells_what_it_was_about(client: FlaskClient, path: str) -> None:
    assert "secret" not in client.get(path).text


def test_a_bug_has_a_number_that_the_log_knows(client: FlaskClient) -> None:
    with capture_logs() as lines:
        page = client.get("/bug").text
    references = [line["reference"] for line in lines if line["event"] == "request_failed"]
    assert len(references) == 1
    assert references[0] in page


def test_what_is_forbidden_looks_like_what_is_not_there(client: FlaskClient) -> None:
    assert client.get("/abort/403").data == client.get("/abort/404").data.replace(b"/abort/404", b"/abort/403")


@pytest.mark.parametrize("status", [400, 401, 404, 405, 409, 410, 412, 413, 415, 422, 429, 500, 503, 418])
def test_every_status_has_its_page(client: FlaskClient, status: int) -> None:
    answer = client.get(f"/abort/{status}")
    assert answer.status_code == status
    assert "Cache-Control" in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unknown_address_is_a_page_in_the_readers_language(client: FlaskClient) -> None:
    assert "Siden findes ikke" in client.get("/nowhere", headers={"Accept-Language": "da"}).text


def test_the_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.delete("/missing")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_body_over_the_limit_is_refused_in_words() -> None:
    small = web_app(rooms(), settings=web_settings(max_body_bytes=100)).test_client()
    answer = small.post("/words", data="x" * 101)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_the_page_of_a_bug_gives_the_number_for_danger(client: FlaskClient) -> None:
    assert "call 112" in client.get("/bug").text


class Wish(Schema):
    text = fields.String(required=True)


def with_api() -> FlaskClient:
    """An app whose API is made by flask-smorest, which brings handlers of its own."""
    api_room = SmorestBlueprint("wishes", __name__, url_prefix="/api/wishes")

    @api_room.route("", methods=["POST"])  # type: ignore[untyped-decorator]
    @api_room.arguments(Wish)  # type: ignore[untyped-decorator]
    @declare(PUBLIC.for_programs())
    def wish(data: dict[str, str]) -> dict[str, str]:
        return data

    def extend(app: Flask) -> None:
        app.config.update(API_TITLE="Wishes", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
        Api(app).register_blueprint(api_room)

    return web_app(rooms(), extend=extend, foreign={"api-docs.*": PROGRAMS, "wishes.*": PROGRAMS}).test_client()


def test_a_librarys_refusal_names_the_field_as_ours_do() -> None:
    answer = with_api().post("/api/wishes", json={})
    assert answer.status_code == 422
    assert answer.get_json(force=True)["errors"] == {"text": ["Missing data for required field."]}


def test_a_body_that_is_no_json_is_a_problem() -> None:
    answer = with_api().post("/api/wishes", data="{", content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_library_for_programs_does_not_take_over_the_pages() -> None:
    assert with_api().get("/nowhere", headers={"Accept": "text/html"}).mimetype == "text/html"
