"""R11: nobody is worn out. R12: professionals have it before the deadline. R13: helpers are adults."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import requests

from shared.sessions import COOKIE
from tests.e2e.town import reports
from tests.e2e.town.neighbours import all_asked, are_asked, takes_it
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.stores import all_of, wait_until_triage_is_quiet
from tests.e2e.town.town import Town
from tests.integration.rules.conftest import let_go

PLACE = {"lat": 55.68, "long": 12.565}
NEAR, MIDDLE, FAR, UNVETTED = (f"{name}@strict.example" for name in ("near", "middle", "far", "unvetted"))
WAVE = timedelta(seconds=16)


@pytest.fixture
def told(strict_town: Town) -> Iterator[Told]:
    """Litter in the street, a week after the last test: everybody may be asked twice again."""
    strict_town.rest_for_a_week()
    sent = litter(strict_town)
    yield sent
    let_go(sent)


def litter(town: Town) -> Told:
    return reports.tell(town, "litter", location=PLACE, neighbour_consent=True)


def test_R11_waves_widen_and_ask_only_as_many_as_the_pack_says(strict_town: Town, told: Told) -> None:
    assert [each.email for each in are_asked(told, count=1)] == [NEAR]
    strict_town.pass_time(WAVE)
    assert [each.email for each in are_asked(told, count=2)][:2] == [NEAR, MIDDLE]


def test_R11_nobody_is_asked_more_often_than_twice_a_week(strict_town: Town, told: Told) -> None:
    assert [each.email for each in are_asked(told, count=1)] == [NEAR]
    second = litter(strict_town)
    assert [each.email for each in are_asked(second, count=1)] == [NEAR]
    third = litter(strict_town)
    third.becomes("asking_neighbours", "with_team")
    strict_town.pass_time(WAVE)
    assert NEAR not in {each.email for each in all_asked(third)}
    for each in (second, third):
        let_go(each)


def test_R11_who_has_a_task_is_not_asked_for_another(strict_town: Town, told: Told) -> None:
    takes_it(are_asked(told, count=1)[0])
    another = litter(strict_town)
    strict_town.pass_time(WAVE)
    assert NEAR not in {each.email for each in are_asked(another, count=1)}
    let_go(another)


def test_R11_nobody_is_asked_at_night(strict_town: Town, told: Told) -> None:
    let_go(told)
    strict_town.wait_until_it_is(strict_town.next_time(23))
    in_the_night = litter(strict_town)
    in_the_night.becomes("with_team", "asking_neighbours")
    strict_town.pass_time(WAVE)
    assert all_asked(in_the_night) == []
    let_go(in_the_night)


def test_R12_asking_ends_before_the_deadline_whatever_happens(strict_town: Town, told: Told) -> None:
    are_asked(told, count=1)
    by = datetime.fromisoformat(told.now["deadline_at"])
    while told.now["status"] == "asking_neighbours" and strict_town.now < by:
        strict_town.pass_time(timedelta(seconds=5))
        wait_until_triage_is_quiet(strict_town)
    now = told.becomes("with_team")
    turned = next(datetime.fromisoformat(each["at"]) for each in now["history"] if each["status"] == "with_team")
    assert turned < by
    assert now["route"] == "professional"


def test_R12_handing_back_late_leaves_it_to_professionals_in_time(strict_town: Town, told: Told) -> None:
    helper = takes_it(are_asked(told, count=1)[0])
    strict_town.wait_until_it_is(datetime.fromisoformat(told.now["deadline_at"]) - timedelta(seconds=3))
    helper.says("hand-back")
    assert told.becomes("with_team")["route"] == "professional"
    assert len(all_asked(told)) == 1


def test_R13_nothing_with_children_reaches_a_neighbour(strict_town: Town) -> None:
    strict_town.rest_for_a_week()
    told = reports.tell(strict_town, "child_at_risk", location=PLACE, neighbour_consent=True)
    told.becomes("with_team")
    strict_town.pass_time(timedelta(minutes=2))
    assert all_asked(told) == []


def test_R13_nobody_becomes_a_helper_by_a_form(strict_town: Town) -> None:
    """Only an operator brings somebody, and says for them that they are an adult."""
    browser = signed_in(strict_town, "somebody.new@strict.example")
    token = browser.get("/me").form("/me").fields["form_token"]
    answer = requests.post(
        f"{strict_town.url}/help/profile",
        data={"form_token": token, "capabilities": "litter", "languages": "en", "radius_m": "500"},
        cookies={COOKIE: browser.cookie(COOKIE)},
        timeout=15,
    )
    assert answer.status_code == 403, "they are shown no form, and another page's token opens nothing here"
    assert not [each for each in all_of(strict_town, "triage", named="helpers") if "somebody" in str(each)]
    assert "You have not offered to help yet" in browser.get("/help/profile").text


@pytest.mark.usefixtures("strict_town")
def test_R11_a_no_from_the_only_one_asked_brings_the_next_wave_at_once(told: Told) -> None:
    are_asked(told, count=1)[0].answers("decline")
    assert MIDDLE in {each.email for each in are_asked(told, count=2)}


def test_R11_the_first_yes_has_it_where_there_is_no_draw(strict_town: Town, told: Told) -> None:
    are_asked(told, count=1)
    strict_town.pass_time(WAVE)
    middle = are_asked(told, count=2)[1]
    assert middle.answers("accept").status == 200
    told.becomes("neighbour_on_it")
    reporter_of(told).withdraws()
