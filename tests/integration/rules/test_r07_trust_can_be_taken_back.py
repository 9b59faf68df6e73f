"""R7: vetting covers the task today; what is revoked is gone at the next request, and those concerned are told."""

from shared.events.place import Place
from tests.e2e.town.neighbours import Asked, are_asked, people, takes_it, within_reach
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Tell

COORDINATOR = "kirsten@desk.kluuvi.example"


def revoke(town: Town, asked: Asked) -> None:
    """By an operator's command; it is done when this ends."""
    who = asked.claims["person_id"]
    town.stack.cli("triage", "revoke-helper", who, "--reason", "vetting_expired", "--by", "tests")


def restore(town: Town, asked: Asked) -> None:
    """So that the town has its people back."""
    person = next(each for each in people(town) if each.email == asked.email)
    assert person.help
    town.stack.cli("triage", "vet-helper", person.person_id, "--tier", str(person.help.tier), "--by", "tests")


def test_R7_revoking_takes_task_and_place_away_before_anything_else_is_asked(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    helper = takes_it(asked)
    assert helper.looks().status == 200
    mark = town.mailbox.now()
    revoke(town, asked)
    assert helper.looks().status == 404, "the next request of all"
    told.becomes("asking_neighbours", "with_team")
    told.letter(after=mark)
    town.mailbox.wait_for(COORDINATOR, having=told.reference, after=mark)
    restore(town, asked)


def test_R7_revoking_takes_invitations_back_and_none_follows(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    gone = are_asked(told, count=3)[1]
    revoke(town, gone)
    assert not [form for form in gone.looks().forms if form.action.endswith("/accept")]
    assert gone.insists("accept").status in {403, 404, 409, 410}
    told.becomes("asking_neighbours")
    for _ in range(2):
        asked = are_asked(tell("snow_clearing", neighbour_consent=True), count=3)
        assert gone.email not in {each.email for each in asked}
    restore(town, gone)


def test_R7_only_those_with_the_tasks_vetting_are_asked(town: Town, tell: Tell) -> None:
    told = tell("shopping_help", neighbour_consent=True)
    found = within_reach(people(town), Place(**PLACE), capability="errands", tier=2, radius_m=500, speaks="en")
    right = {person.email for person in found}
    asked = {each.email for each in are_asked(told, count=min(3, len(right)))}
    assert asked <= right


def test_R7_a_helper_cannot_give_themselves_a_role_or_a_vetting(town: Town, tell: Tell) -> None:
    asked = are_asked(tell("snow_clearing", neighbour_consent=True), count=3)[0]
    browser = signed_in(town, asked.email)
    assert [browser.get(path).status for path in ("/desk", "/desk/helpers", "/desk/roles", "/report/for-someone")] == [
        404
    ] * 4
