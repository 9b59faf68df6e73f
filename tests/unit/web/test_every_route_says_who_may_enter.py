"""Doors: declared as data, kept by one doorkeeper."""

from datetime import timedelta

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask.views import MethodView

from shared.errors import TryAgain
from shared.web.access import OPERATOR, PROGRAMS, PUBLIC, SIGNED_IN, UndeclaredRoutes, declare, role, route, routes_of
from shared.web.sessions import current_roles, signed_in, signed_in_recently, somebody
from tests.factories.web import NOW, KnownCookies, Person, sign_in, web_app

ROLES = {"ada": frozenset({"caseworker"}), "bo": frozenset({"helper"})}


def room() -> Blueprint:
    room = Blueprint("room", __name__)

    @route(room, "/open", access=PUBLIC)
    def everybody() -> str:
        person = signed_in()
        return f"{person.person_id if person else 'nobody'} {sorted(current_roles())} {signed_in_recently()}"

    @route(room, "/me", access=SIGNED_IN)
    def me() -> str:
        return somebody().person_id

    @route(room, "/desk", access=role("caseworker", "coordinator"))
    def desk() -> str:
        return "desk"

    @route(room, "/desk/place", access=role("caseworker").recently())
    def place() -> str:
        return "place"

    @route(room, "/desk/<case>/notes/add", access=role("caseworker"), methods=("POST",))
    def add_note(case: str) -> str:
        return case

    @route(room, "/api/mine", access=SIGNED_IN)
    def mine() -> str:
        return "mine"

    return room


SESSIONS = KnownCookies(
    {
        "ada": Person(),
        "bo": Person(person_id="bo", session_id="session-2"),
        "old": Person(session_id="session-3", signed_in_at=NOW - timedelta(minutes=16)),
        "old-bo": Person(person_id="bo", session_id="session-5", signed_in_at=NOW - timedelta(minutes=16)),
        "revoked": Person(session_id="session-4"),
    }
)


@pytest.fixture
def app() -> Flask:
    return web_app(
        room(),
        sessions=SESSIONS,
        roles_of=lambda person: ROLES.get(person, frozenset()),
        is_revoked=lambda session: session == "session-4",
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_an_app_with_a_silent_route_does_not_start() -> None:
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/silent", view_func=lambda: "")
    with pytest.raises(UndeclaredRoutes, match="/silent"):
        web_app(silent)


def test_routes_of_libraries_are_declared_by_name() -> None:
    docs = Blueprint("docs", __name__)
    docs.add_url_rule("/docs", endpoint="page", view_func=lambda: "")
    assert web_app(docs, foreign={"docs.*": PROGRAMS}).test_client().get("/docs").status_code == 200


def test_a_class_of_views_declares_for_all_its_methods() -> None:
    @declare(PROGRAMS)
    class Reports(MethodView):
        def post(self) -> str:
            return "made"

    reports = Blueprint("reports", __name__)
    reports.add_url_rule("/api/reports", view_func=Reports.as_view("reports"))
    assert web_app(reports).test_client().post("/api/reports").text == "made"


def test_the_register_lists_every_route(app: Flask) -> None:
    register = {rule.rule: access for rule, access in routes_of(app)}
    assert register["/desk"] == role("caseworker", "coordinator")
    assert register["/healthz/intake"] == OPERATOR
    assert set(register) == {rule.rule for rule in app.url_map.iter_rules()}


def test_a_person_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    answer = client.get("/me?tab=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/sign-in?next=/me%3Ftab%3D2")


def test_somebody_who_sent_a_form_comes_back_to_the_nearest_page(client: FlaskClient) -> None:
    assert client.post("/desk/7/notes/add").headers["Location"] == "/me/sign-in?next=/desk"


def test_a_program_that_is_not_signed_in_is_told_so(client: FlaskClient) -> None:
    assert client.get("/api/mine").status_code == 401


@pytest.mark.parametrize("cookie", ["forged", "revoked"])
def test_a_session_that_does_not_stand_is_nobody(client: FlaskClient, cookie: str) -> None:
    assert sign_in(client, cookie).get("/open").text == "nobody [] False"
    assert client.get("/me").status_code == 303


def test_somebody_is_known_with_their_roles(client: FlaskClient) -> None:
    assert sign_in(client).get("/open").text == "ada ['caseworker'] True"


def test_a_page_for_others_is_a_page_that_is_not_there(client: FlaskClient) -> None:
    sign_in(client, "bo")
    refused, absent = client.get("/desk/place"), client.get("/desk/nowhere")
    assert refused.status_code == absent.status_code == 404
    assert refused.text.replace("/desk/place", "") == absent.text.replace("/desk/nowhere", "")


def test_an_old_sign_in_does_not_tell_of_a_page_for_others(client: FlaskClient) -> None:
    assert sign_in(client, "old-bo").get("/desk/place").status_code == 404


def test_exact_places_ask_for_a_fresh_sign_in(client: FlaskClient) -> None:
    assert sign_in(client).get("/desk/place").text == "place"
    assert sign_in(client, "old").get("/desk").text == "desk"
    assert client.get("/desk/place").headers["Location"].startswith("/me/sign-in")


def test_a_database_that_is_away_is_an_answer_and_not_an_open_door() -> None:
    def away(_session: str) -> bool:
        raise TryAgain(1)

    client = sign_in(web_app(room(), sessions=SESSIONS, is_revoked=away).test_client())
    assert client.get("/me").status_code == 503
    assert client.get("/me").status_code == 503
