"""Rule R8: after "unsafe" a coordinator writes to the helper who left, who reads it without seeing the case again."""

import re

import pytest

from services.triage.handlers.write_message import WriteMessage
from shared.events.triage import TEAM
from shared.events.triage_people import Role, RoleGranted
from shared.ids import CaseId, PersonId
from tests.factories.triage_town import (
    ADDRESS,
    ANNA,
    BEN,
    KIRSTEN,
    LEO,
    MARIA,
    MINA,
    MINUTE,
    NILS,
    WORDS,
    Town,
)

SAID, ANSWERED, BEFORE = "canary-how-are-you", "canary-my-arm-hurts", "canary-third-floor"


@pytest.fixture
def left(town: Town) -> CaseId:
    """Mina left it, after the team had written to her about the task."""
    case_id = town.with_task(MINA)
    town.post(ANNA, town.desk(case_id, "messages"), text=BEFORE, letter_to=MINA)
    town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    return case_id


def asks(town: Town, case_id: CaseId, by: str = KIRSTEN, to: str = MINA, text: str = SAID) -> int:
    return town.post(by, town.desk(case_id, "to-helper"), text=text, letter_to=to).status_code


def letters(town: Town, case_id: CaseId, who: str = MINA) -> tuple[int, str]:
    answer = town.get(who, f"/help/tasks/{case_id}/messages")
    return answer.status_code, answer.text


def test_R8_a_coordinator_writes_and_the_helper_reads_it_and_nothing_that_is_protected(
    town: Town, left: CaseId
) -> None:
    assert "Ask how they are" in town.get(KIRSTEN, town.desk(left)).text
    assert asks(town, left) == 303
    status, page = letters(town, left)
    assert status == 200
    assert SAID in page
    for hidden in (BEFORE, ADDRESS, WORDS, KIRSTEN):
        assert hidden not in page
    alarm = town.get(KIRSTEN, town.desk(left)).text
    assert SAID in alarm
    assert BEFORE not in alarm
    led = town.get(MINA, f"/help/tasks/{left}")
    assert (led.status_code, led.headers["Location"]) == (303, f"/help/tasks/{left}/messages")


def test_R8_what_they_answer_stands_below_for_whoever_asked_and_for_themselves(town: Town, left: CaseId) -> None:
    asks(town, left)
    answer = WriteMessage(case_id=left, by=PersonId(MINA), to=TEAM, text=ANSWERED, reply_id="reply")
    town.triage.write_message(answer)
    for page in (town.get(KIRSTEN, town.desk(left)).text, letters(town, left)[1]):
        assert page.index(SAID) < page.index(ANSWERED)
        assert BEFORE not in page
    assert ANSWERED in town.get(ANNA, town.desk(left)).text


def test_R5_the_task_is_gone_for_whoever_left_it_and_for_others_there_never_was_one(town: Town, left: CaseId) -> None:
    assert town.get(MINA, f"/help/tasks/{left}").status_code == 404
    asks(town, left)
    assert town.get(LEO, f"/help/tasks/{left}").status_code == 404


def test_R8_the_team_writes_on_the_case(town: Town, left: CaseId) -> None:
    assert f'value="{MINA}"' in town.get(ANNA, town.desk(left)).text
    assert town.post(ANNA, town.desk(left, "messages"), text=SAID, letter_to=MINA).status_code == 303
    assert SAID in letters(town, left)[1]


def who_wrote(page: str) -> list[str]:
    return [each.strip() for each in re.findall(r'n-letter__who">([^·]*)·', page)]


def test_whoever_coordinates_alone_is_named_as_the_neighbourhood_names_them(town: Town, left: CaseId) -> None:
    asks(town, left)
    assert who_wrote(letters(town, left)[1]) == ["Kirsten"]
    assert KIRSTEN not in letters(town, left)[1]


@pytest.mark.parametrize(
    "language, coordinates, works",
    [
        ("en", "Somebody who looks after those who help", "Somebody of the team"),
        ("da", "En, der passer på dem, der hjælper", "En fra holdet"),
    ],
)
def test_where_several_coordinate_or_the_team_wrote_nobody_is_taken_for_somebody_else(
    town: Town, left: CaseId, language: str, coordinates: str, works: str
) -> None:
    town.then_of_roles(NILS, RoleGranted(role=Role.COORDINATOR))
    asks(town, left, by=NILS)
    town.post(ANNA, town.desk(left, "messages"), text=SAID, letter_to=MINA)
    page = town.get(MINA, f"/help/tasks/{left}/messages?lang={language}").text
    assert who_wrote(page) == [coordinates, works]


def test_on_the_page_of_a_task_the_team_is_named_as_its_mails_name_it(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.post(ANNA, town.desk(case_id, "messages"), text=BEFORE, letter_to=MINA)
    town.post(MINA, f"/help/tasks/{case_id}/messages", text="Thank you.", letter_to="team")
    assert who_wrote(town.get(MINA, f"/help/tasks/{case_id}").text) == ["The social team", "You"]


def test_R8_when_it_is_seen_to_nobody_asks_any_more_and_what_was_written_stays_readable(
    town: Town, left: CaseId
) -> None:
    asks(town, left)
    town.post(KIRSTEN, town.desk(left, "seen-to"), person_id=MINA, alarm="unsafe")
    assert asks(town, left) == 404
    assert town.post(ANNA, town.desk(left, "messages"), text=SAID, letter_to=MINA).status_code == 409
    assert SAID in letters(town, left)[1]


def test_R14_for_others_there_is_nothing_to_write_and_nothing_to_read(town: Town, left: CaseId) -> None:
    asks(town, left)
    for who in (ANNA, BEN, MARIA, MINA, LEO):
        assert asks(town, left, by=who) == 404
    for who in (LEO, ANNA, KIRSTEN):
        assert letters(town, left, who)[0] == 404
    for to in ("reporter", "team", LEO):
        assert asks(town, left, to=to) == 404
    assert asks(town, town.with_task(LEO), to=LEO) == 404


def test_R6_addresses_and_numbers_are_pointed_out_first(town: Town, left: CaseId) -> None:
    answer = town.post(KIRSTEN, town.desk(left, "to-helper"), text="Call 20 12 34 56.", letter_to=MINA)
    assert answer.status_code == 200
    assert "20 12 34 56" in answer.text
    assert "20 12 34 56" not in letters(town, left)[1]


def test_what_is_empty_is_asked_for_again_beside_the_alarm(town: Town, left: CaseId) -> None:
    answer = town.post(KIRSTEN, town.desk(left, "to-helper"), text=" ", letter_to=MINA)
    assert answer.status_code == 422
    assert "Write what you want to say." in answer.text


def test_R1_words_of_danger_lead_to_what_to_do(town: Town, left: CaseId) -> None:
    answer = town.post(KIRSTEN, town.desk(left, "to-helper"), text="Is there a fire?", letter_to=MINA)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/desk/danger?sign=")
    assert "Is there a fire?" in letters(town, left)[1]


def test_the_helper_reads_it_also_long_after_signing_in(town: Town, left: CaseId) -> None:
    asks(town, left)
    assert town.get(MINA, f"/help/tasks/{left}/messages", ago=60 * MINUTE).status_code == 200
