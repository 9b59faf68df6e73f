"""What came from phones: its owner may take it along and have it erased, and it goes by itself."""

from datetime import timedelta

from services.notify.handlers.erase_person import ErasePerson
from tests.contract.ports.sms_server import OK
from tests.factories.notify import NOON
from tests.integration.notify.house import House
from tests.integration.notify.mailing import Post, asked_as_a_helper
from tests.integration.notify.phones import Phones, invited, with_both
from tests.integration.notify.rounds import confirm, everything, lets_go, work_off
from tests.integration.notify.texting import gateway, phones, settings

__all__ = ["gateway", "phones", "settings"]

DAY = timedelta(days=1)


def answers_and_stops(phones: Phones) -> str:
    """Alma says yes, and then that she wants no more texts; gives the keyed hash of her number."""
    phones.answer(f"JA {invited(phones)}")
    phones.answer("STOP", name="in-2")
    return phones.house.contact_of(OK, "phone")


def test_somebody_finds_in_their_file_what_they_answered_and_that_they_said_stop(phones: Phones) -> None:
    answers_and_stops(phones)
    mine = phones.house.notify.my_data("alma")
    assert [(each.says, each.heard_at) for each in mine.answers] == [("yes", NOON)]
    assert [(each.address, each.since) for each in mine.stops] == [(OK, NOON)]


def test_the_file_of_somebody_else_holds_neither(phones: Phones) -> None:
    answers_and_stops(phones)
    phones.house.register("bo", "bo@nabo.example")
    mine = phones.house.notify.my_data("bo")
    assert (mine.answers, mine.stops) == ([], [])


def test_it_stands_in_the_file_that_is_downloaded(phones: Phones) -> None:
    browser = with_both(phones)
    phones.answer("STOP")
    held = browser.get("/me/data/notify.json").get_json()
    assert held["answers"] == []
    assert [each["address"] for each in held["stops"]] == [OK]


def test_whoever_is_erased_said_nothing(phones: Phones) -> None:
    number = answers_and_stops(phones)
    phones.house.notify.erase_person(ErasePerson(person_id="alma", by="alma"))
    work_off(phones.house)
    (left,) = phones.house.database["answers"].find()
    assert left.get("person_id") is None, "what is no answer was nobody's from the beginning"
    assert phones.house.database["sms_stopped"].count_documents({}) == 0
    phones.house.database["day_places"].delete_many({})
    phones.house.database["erased"].delete_many({})
    assert number not in everything(phones.house)


def test_answers_go_after_a_year_and_that_a_number_said_stop_after_five(phones: Phones) -> None:
    answers_and_stops(phones)
    confirm(phones.house)
    assert "answers" not in lets_go(phones.house, 364 * DAY)
    assert lets_go(phones.house, 366 * DAY)["answers"] == 2
    assert phones.house.database["answers"].count_documents({}) == 0
    assert lets_go(phones.house, 1824 * DAY) == {}
    assert lets_go(phones.house, 1826 * DAY) == {"stops": 1}


def test_stop_said_once_more_counts_from_then(phones: Phones) -> None:
    answers_and_stops(phones)
    phones.house.clock.advance(DAY)
    phones.answer("STOP", name="in-3")
    (kept,) = phones.house.database["sms_stopped"].find()
    assert kept["at"] == NOON + DAY


def test_that_somebody_answered_a_mail_is_known_for_a_year(house: House) -> None:
    post = Post(house)
    told = asked_as_a_helper(post)
    assert post.answer(told, "I come at five.") == 204
    assert [each.heard_at for each in house.notify.my_data("alma").replies] == [NOON]
    confirm(house)
    assert "answers" not in lets_go(house, 364 * DAY)
    assert lets_go(house, 366 * DAY)["answers"] == 1
    assert house.database["replies"].count_documents({}) == 0
