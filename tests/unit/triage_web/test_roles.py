"""`/desk/roles`: given by others, with a reason and an end; the weightiest by two; and gone at once when taken back."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from shared.events.triage_people import Grant, Role, RoleGranted, RoleProposed
from shared.ids import random_id
from shared.pack.working_time import end_of
from shared.web.sessions import RECENT
from tests.factories.triage_town import (
    ANNA,
    AVA,
    BEN,
    DAY,
    EVA,
    KIRSTEN,
    LEO,
    MARIA,
    MINUTE,
    NILS,
    NOW,
    OTTO,
    RESIDENT,
    Town,
)

ROLES = "/desk/roles"
UNTIL = NOW + 90 * DAY
LEAD = Grant(role=Role.SAFEGUARDING_LEAD, expires_at=UNTIL)
GIVES = {"role": "coordinator", "until": "2026-12-31", "reason": "new_duty"}
OUTSIDERS = (ANNA, BEN, KIRSTEN, MARIA, AVA, LEO, RESIDENT)
UNPROCESSABLE, CONFLICT, NOT_FOUND, SEE_OTHER, OK = 422, 409, 404, 303, 200


def of(person: str, what: str = "") -> str:
    return f"{ROLES}/{person}{what and '/' + what}"


def gives(town: Town, to: str, by: str | None = EVA, **changes: str) -> TestResponse:
    return town.send(by, of(to, "give"), {**GIVES, **changes})


def proposed(town: Town, to: str = ANNA, by: str = EVA) -> dict[str, str]:
    """That somebody becomes the safeguarding lead; gives what a form says to mean it."""
    told = RoleProposed(proposed_by=by, role=LEAD.role, expires_at=UNTIL, reason="new_duty")
    town.then_of_roles(to, told, by=by)
    return {"role": LEAD.role.value, "team": "", "until": UNTIL.isoformat()}


def roles_now(town: Town, who: str) -> frozenset[Role]:
    return town.triage.roles.of(who).now(town.clock.now())


def test_an_administrator_gives_a_role_until_the_end_of_a_day_and_it_holds_at_once(town: Town) -> None:
    assert town.get(OTTO, "/desk").status_code == NOT_FOUND
    answer = gives(town, OTTO)
    assert (answer.status_code, answer.headers["Location"]) == (SEE_OTHER, of(OTTO))
    assert town.get(OTTO, "/desk").status_code == OK
    ends = end_of(UNTIL.replace(month=12, day=31).date(), town.triage.pack.common.neighbourhood.zone)
    assert Grant(role=Role.COORDINATOR, expires_at=ends) in town.triage.roles.of(OTTO).grants


def test_who_gave_it_when_why_and_until_when_stands_on_the_page(town: Town) -> None:
    gives(town, OTTO)
    page = town.get(NILS, of(OTTO)).text
    for said in (EVA, "It is a new duty of theirs", "Thursday 31 December, before midnight", "today, Wednesday 27 May"):
        assert said in page, said
    assert "Det er en ny opgave for dem" in town.get(NILS, f"{of(OTTO)}?lang=da").text


def test_a_role_ends_by_itself_and_the_list_says_so(town: Town) -> None:
    gives(town, OTTO, role="caseworker", team="social", until="2026-05-28")
    assert town.get(OTTO, "/desk").status_code == OK
    assert OTTO in town.get(EVA, f"{ROLES}?show=caseworker").text
    town.clock.advance(2 * DAY)
    assert town.get(OTTO, "/desk").status_code == NOT_FOUND
    assert "It has ended by itself" in town.get(EVA, f"{ROLES}?show=caseworker").text
    assert "It has ended by itself" in town.get(EVA, of(OTTO)).text


def test_a_role_that_is_taken_back_is_gone_with_the_next_click(town: Town) -> None:
    assert town.get(ANNA, "/desk").status_code == OK
    meant = {"role": "caseworker", "team": "social"}
    asked = town.get(EVA, f"{of(ANNA, 'take-back')}?role=caseworker&team=social")
    assert "Take back: Caseworker" in asked.text
    answer = town.send(EVA, of(ANNA, "take-back"), {**meant, "reason": "left_team"})
    assert answer.status_code == SEE_OTHER
    assert town.get(ANNA, "/desk").status_code == NOT_FOUND
    assert "They left the team" in town.get(NILS, of(ANNA)).text
    assert town.send(NILS, of(ANNA, "take-back"), {**meant, "reason": "left_team"}).status_code == SEE_OTHER


def test_one_administrator_alone_makes_no_safeguarding_lead(town: Town) -> None:
    assert gives(town, ANNA, role="safeguarding_lead").status_code == SEE_OTHER
    assert Role.SAFEGUARDING_LEAD not in roles_now(town, ANNA)
    page = town.get(EVA, of(ANNA)).text
    assert "another administrator has to agree" in page
    assert "I agree" not in page
    (waiting,) = town.triage.roles.of(ANNA).proposals
    meant = {"role": "safeguarding_lead", "until": (waiting.grant.expires_at or NOW).isoformat()}
    again = town.send(EVA, of(ANNA, "agree"), meant)
    assert again.status_code == CONFLICT
    assert "A second person must agree" in again.text
    gives(town, ANNA, role="safeguarding_lead")
    assert Role.SAFEGUARDING_LEAD not in roles_now(town, ANNA)


def test_one_administrator_alone_makes_no_other_and_renews_one_who_is(town: Town) -> None:
    assert gives(town, OTTO, role="administrator").status_code == SEE_OTHER
    assert Role.ADMINISTRATOR not in roles_now(town, OTTO)
    assert "another administrator has to agree" in town.get(EVA, of(OTTO)).text.lower()
    assert OTTO in town.get(EVA, f"{ROLES}?show=waiting").text
    town.then_of_roles(OTTO, RoleGranted(role=Role.ADMINISTRATOR, expires_at=NOW + DAY))
    assert gives(town, OTTO, role="administrator").status_code == SEE_OTHER
    assert [one.expires_at > NOW + DAY for one in town.triage.roles.of(OTTO).grants if one.expires_at] == [True]


def test_two_administrators_together_do(town: Town) -> None:
    meant = proposed(town)
    assert ANNA in town.get(NILS, f"{ROLES}?show=waiting").text
    assert "I agree" in town.get(NILS, of(ANNA)).text
    assert town.send(NILS, of(ANNA, "agree"), meant).status_code == SEE_OTHER
    assert Role.SAFEGUARDING_LEAD in roles_now(town, ANNA)
    assert ANNA not in town.get(NILS, f"{ROLES}?show=waiting").text
    page = town.get(NILS, of(ANNA)).text
    assert "Proposed: Safeguarding lead" in page
    assert "Given: Safeguarding lead" in page


@pytest.mark.parametrize("by", [EVA, NILS])
def test_what_was_proposed_can_be_let_go_and_is_agreed_with_no_more(town: Town, by: str) -> None:
    meant = proposed(town)
    asked = town.browser(by).get(of(ANNA, "let-go"), query_string=meant)
    assert "Do not give: Safeguarding lead" in asked.text
    assert town.send(by, of(ANNA, "let-go"), {**meant, "reason": "by_mistake"}).status_code == SEE_OTHER
    late = town.send(NILS, of(ANNA, "agree"), meant)
    assert late.status_code == CONFLICT
    assert "Nobody proposes this any more" in late.text
    assert Role.SAFEGUARDING_LEAD not in roles_now(town, ANNA)


def test_nobody_does_anything_to_their_own_roles(town: Town) -> None:
    town.then_of_roles(EVA, RoleGranted(role=Role.AUDITOR, expires_at=UNTIL))
    meant = proposed(town, to=EVA, by=NILS)
    before = town.triage.roles.of(EVA)
    page = town.get(EVA, of(EVA)).text
    assert "This is you" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "take-back" not in main
    for what, form in (
        ("give", GIVES),
        ("agree", meant),
        ("let-go", {**meant, "reason": "by_mistake"}),
        ("take-back", {"role": "auditor", "reason": "left_team"}),
    ):
        answer = town.send(EVA, of(EVA, what), form)
        assert answer.status_code == CONFLICT, what
        assert "Nobody decides this about themselves" in answer.text
    assert town.triage.roles.of(EVA) == before


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_to_whoever_is_no_administrator_the_page_is_not_there(town: Town, actor: str) -> None:
    meant = proposed(town, to=OTTO)
    before = town.triage.roles.of(OTTO)
    for path in (ROLES, f"{ROLES}/find?person_id={OTTO}", of(OTTO), f"{of(OTTO, 'take-back')}?role=helper"):
        assert town.get(actor, path).status_code == NOT_FOUND, path
    for what, form in (("give", GIVES), ("agree", meant), ("let-go", meant), ("take-back", {"role": "helper"})):
        sent = {**form, "reason": "new_duty"}
        assert town.send(actor, of(OTTO, what), sent).status_code == NOT_FOUND, what
    assert town.triage.roles.of(OTTO) == before


def test_a_stranger_is_asked_to_sign_in(town: Town) -> None:
    for path in (ROLES, of(OTTO)):
        assert town.get(None, path).headers["Location"].startswith("/me/sign-in"), path
    assert gives(town, OTTO, by=None).headers["Location"].startswith("/me/sign-in")
    assert Role.COORDINATOR not in roles_now(town, OTTO)


def test_an_administrator_whose_role_has_ended_is_none(town: Town) -> None:
    town.then_of_roles(EVA, RoleGranted(role=Role.ADMINISTRATOR, expires_at=NOW + MINUTE))
    assert town.get(EVA, ROLES).status_code == OK
    town.clock.advance(MINUTE)
    assert town.get(EVA, ROLES).status_code == NOT_FOUND
    assert gives(town, OTTO).status_code == NOT_FOUND


def test_giving_and_taking_need_a_sign_in_of_the_last_fifteen_minutes(town: Town) -> None:
    ago = RECENT + timedelta(seconds=1)
    assert town.get(EVA, ROLES, ago=ago).status_code == OK
    asked = town.get(EVA, of(OTTO), ago=ago)
    assert asked.headers["Location"] == f"/me/sign-in?next={of(OTTO)}"
    for what, form in (("give", GIVES), ("take-back", {"role": "helper", "reason": "left_team"})):
        sent = town.send(EVA, of(OTTO, what), form, ago=ago)
        assert (sent.status_code, "sign-in" in sent.headers["Location"]) == (SEE_OTHER, True), what
    assert roles_now(town, OTTO) == {Role.HELPER}


@pytest.mark.parametrize("what", ["give", "agree", "take-back", "let-go"])
def test_no_form_is_taken_without_its_token(town: Town, what: str) -> None:
    meant = proposed(town, to=OTTO, by=NILS)
    before = town.triage.roles.of(OTTO)
    answer = town.browser(EVA).post(of(OTTO, what), data={**GIVES, **meant, "until": meant["until"]})
    assert answer.status_code in {400, 403}
    assert town.triage.roles.of(OTTO) == before


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"role": ""}, "Choose a role."),
        ({"role": "king"}, "Choose a role."),
        ({"role": "caseworker"}, "Say for which team."),
        ({"team": "social", "role": "auditor"}, "This role is for no team in particular."),
        ({"team": "no_such_team"}, "Choose one of the teams."),
        ({"until": ""}, "Say until when."),
        ({"until": "soon"}, "Write the day like 2027-06-30."),
        ({"until": "2026-05-26"}, "Choose a day that is still to come."),
        ({"until": "9999-12-31"}, "Choose a day that is still to come."),
        ({"until": "2028-12-31"}, "A role lasts two years at most."),
        ({"reason": ""}, "Choose why."),
        ({"reason": "because"}, "Choose why."),
    ],
)
def test_what_is_not_right_is_said_in_words_beside_its_field(town: Town, changes: dict[str, str], said: str) -> None:
    answer = gives(town, OTTO, **changes)
    assert answer.status_code == UNPROCESSABLE
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert roles_now(town, OTTO) == {Role.HELPER}


def test_whoever_takes_a_role_back_says_why(town: Town) -> None:
    answer = town.send(EVA, of(ANNA, "take-back"), {"role": "caseworker", "team": "social"})
    assert answer.status_code == UNPROCESSABLE
    assert "Choose why." in answer.text
    assert Role.CASEWORKER in roles_now(town, ANNA)


@pytest.mark.parametrize(
    "meant", ["", "role=king", "role=auditor", "role=caseworker&team=streets", "role=helper&until=x"]
)
def test_a_role_that_they_do_not_have_is_not_there_to_take(town: Town, meant: str) -> None:
    assert town.get(EVA, f"{of(ANNA, 'take-back')}?{meant}").status_code == NOT_FOUND
    assert town.get(EVA, f"{of(ANNA, 'let-go')}?{meant}").status_code == NOT_FOUND


def test_somebody_is_found_by_their_number_once_they_have_signed_in(town: Town) -> None:
    newcomer = random_id()
    nobody = town.browser(EVA).get(f"{ROLES}/find?person_id={newcomer}", follow_redirects=True)
    assert "Nobody here has this number" in nobody.text
    assert town.get(EVA, of(newcomer)).status_code == NOT_FOUND
    assert gives(town, newcomer).status_code == NOT_FOUND
    town.ports.contacts.keep(newcomer, [], version=1)
    found = town.get(EVA, f"{ROLES}/find?person_id=%20{newcomer}%20")
    assert found.headers["Location"] == of(newcomer)
    assert "No roles" in town.get(EVA, of(newcomer)).text
    assert gives(town, newcomer).status_code == SEE_OTHER


def test_a_long_list_goes_on_and_its_marks_cannot_be_made_up(town: Town) -> None:
    many = sorted(random_id() for _ in range(30))
    for person in many:
        town.then_of_roles(person, RoleGranted(role=Role.AUDITOR, expires_at=UNTIL))
    first = town.get(EVA, f"{ROLES}?show=auditor").text
    href = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = town.get(EVA, href).text
    assert all((person in first) is not (person in second) for person in [*many, AVA])
    assert town.get(EVA, f"{ROLES}?show=auditor&after=made-up").text.count("n-card__title") == 25
    assert "Nothing waits" in town.get(EVA, f"{ROLES}?show=waiting").text


def test_an_administrators_desk_is_the_roles(town: Town) -> None:
    assert town.get(EVA, "/desk").headers["Location"] == ROLES
    page = town.get(EVA, ROLES).text
    assert 'href="/desk/roles"' in page
    assert "My queue" not in page
    assert 'href="/desk/roles"' not in town.get(ANNA, "/desk").text


def test_looking_changes_nothing(town: Town) -> None:
    proposed(town)
    before = town.triage.roles.of(ANNA)
    for path in (ROLES, of(ANNA), f"{of(ANNA, 'take-back')}?role=caseworker&team=social"):
        assert town.get(NILS, path).status_code == OK
    assert town.triage.roles.of(ANNA) == before
