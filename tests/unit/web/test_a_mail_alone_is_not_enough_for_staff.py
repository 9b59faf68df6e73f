"""Where staff need more than a link or code, a session by mail has what residents have, and says how to go on."""

from datetime import timedelta

import pytest
from flask import Blueprint
from flask.testing import FlaskClient

from shared.events.notify_sign_ins import SECOND_FACTOR, VOUCHED, SignInMethod
from shared.events.triage_people import STAFF, Role
from shared.web.access import SIGNED_IN, role, route
from shared.web.sessions import current_roles, signed_in_recently
from shared.web.strength import usable
from tests.factories.web import NOW, KnownCookies, Person, sign_in, web_app, web_settings

BY_MAIL = (SignInMethod.LINK, SignInMethod.CODE)


def desk_room() -> Blueprint:
    room = Blueprint("desk", __name__)
    route(room, "/desk", access=role(Role.CASEWORKER), endpoint="queue")(lambda: "the queue")
    route(room, "/desk/place", access=role(Role.CASEWORKER).recently(), endpoint="place")(lambda: "a place")
    route(room, "/desk/close", access=role(Role.CASEWORKER), methods=("POST",), endpoint="close")(lambda: "closed")
    route(room, "/mine", access=SIGNED_IN, endpoint="mine")(lambda: ",".join(sorted(current_roles())) or "nothing")
    route(room, "/task", access=SIGNED_IN.recently(), endpoint="task")(lambda: "where they live")
    route(room, "/roughly", access=SIGNED_IN, endpoint="roughly")(lambda: str(signed_in_recently()))
    return room


def browser(
    method: str,
    *,
    roles: frozenset[str] = frozenset({Role.CASEWORKER, Role.HELPER}),
    staff_may_use_links: bool = False,
    needs_more: bool = False,
    minutes_ago: int = 5,
) -> FlaskClient:
    person = Person(method=method, signed_in_at=NOW - timedelta(minutes=minutes_ago))
    app = web_app(
        desk_room(),
        settings=web_settings(staff_may_use_links=staff_may_use_links),
        sessions=KnownCookies({"ada": person}),
        roles_of=lambda _: roles,
        needs_more=lambda _: needs_more,
    )
    return sign_in(app.test_client())


@pytest.mark.parametrize("method", [*BY_MAIL, SignInMethod.OWN_PASSKEY, "something new"])
def test_what_nobody_vouched_for_leads_from_the_desk_to_the_page_that_says_how_to_go_on(method: str) -> None:
    ada = browser(method)
    answer = ada.get("/desk?page=2")
    assert (answer.status_code, answer.location) == (303, "/me/stronger?next=/desk%3Fpage%3D2")
    assert ada.get("/mine").text == "helper"


@pytest.mark.parametrize("method", sorted(VOUCHED))
def test_a_passkey_or_the_organisations_sign_in_is_enough(method: str) -> None:
    ada = browser(method)
    assert ada.get("/desk").text == "the queue"
    assert ada.get("/desk/place").text == "a place"
    assert ada.get("/mine").text == "caseworker,helper"


@pytest.mark.parametrize("method", BY_MAIL)
def test_in_development_a_mail_is_enough(method: str) -> None:
    assert browser(method, staff_may_use_links=True).get("/desk").text == "the queue"


def test_a_form_of_the_desk_cannot_be_sent_either_and_a_program_is_told_why() -> None:
    ada = browser(SignInMethod.CODE)
    assert ada.post("/desk/close").location == "/me/stronger?next=/desk"
    answer = ada.get("/desk", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json and answer.json["code"]) == (401, "stronger_sign_in_needed")


def test_to_somebody_without_the_role_the_page_does_not_exist_however_they_signed_in() -> None:
    for method in SignInMethod:
        assert browser(method, roles=frozenset({Role.HELPER, Role.AUDITOR})).get("/desk").status_code == 404


def test_a_sure_sign_in_of_long_ago_is_asked_for_again_before_a_place_is_shown() -> None:
    answer = browser(SignInMethod.PASSKEY, minutes_ago=16).get("/desk/place")
    assert answer.location == "/me/sign-in?next=/desk/place"


@pytest.mark.parametrize("method", BY_MAIL)
def test_a_helper_of_whom_the_pack_wants_more_sees_no_place_by_mail(method: str) -> None:
    ada = browser(method, roles=frozenset({Role.HELPER}), needs_more=True)
    assert ada.get("/task").location == "/me/stronger?next=/task"
    assert ada.get("/roughly").text == "False"


@pytest.mark.parametrize("method", sorted(SECOND_FACTOR))
def test_a_passkey_of_their_own_is_enough_for_a_helper(method: str) -> None:
    ada = browser(method, roles=frozenset({Role.HELPER}), needs_more=True)
    assert ada.get("/task").text == "where they live"
    assert ada.get("/roughly").text == "True"


def test_of_a_helper_of_whom_nothing_is_wanted_a_mail_is_enough() -> None:
    assert browser(SignInMethod.LINK, roles=frozenset({Role.HELPER})).get("/task").text == "where they live"


def test_every_role_but_a_helpers_is_staffs() -> None:
    everything = frozenset(Role)
    assert usable(everything, SignInMethod.LINK, staff_may_use_links=False) == {Role.HELPER}
    assert usable(everything, SignInMethod.PASSKEY, staff_may_use_links=False) == everything
    assert {Role.CASEWORKER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR, Role.AUDITOR} == STAFF
