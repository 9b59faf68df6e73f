"""What people answer by text message: what is understood, what is not, and that it counts from their own phone only."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Status
from services.notify.domain.sms_answer import Says, read_answer
from services.notify.handlers.hear_sms import NOTED_A_DAY
from shared.events.notify import AnswerReceived, AnswerSetAside
from tests.factories.notify import CASE
from tests.unit.notify.hearing_texts import ALMA, NUMBER, STRANGER, Desk


@pytest.mark.parametrize(
    "text, says, number",
    [
        ("JA 4821", Says.YES, "4821"),
        ("ja4821", Says.YES, "4821"),
        (" Ja, 4821! ", Says.YES, "4821"),
        ("4821 ja tak", Says.YES, "4821"),
        ("YES", Says.YES, None),
        ("Yes please", Says.YES, None),
        ("y 4821", Says.YES, "4821"),
        ("\uff2a\uff21\u3000\uff14\uff18\uff12\uff11", Says.YES, "4821"),
        ("NEJ 4821", Says.NO, "4821"),
        ("nej tak", Says.NO, None),
        ("No thank you", Says.NO, None),
        ("STOP", Says.STOP, None),
        ("stop.", Says.STOP, None),
        ("Afmeld", Says.STOP, None),
        ("START", Says.START, None),
        ("", Says.SOMETHING_ELSE, None),
        ("4821", Says.SOMETHING_ELSE, None),
        ("ja nej", Says.SOMETHING_ELSE, None),
        ("ja hvis det kan vente", Says.SOMETHING_ELSE, None),
        ("yes but not before 5", Says.SOMETHING_ELSE, None),
        ("JA 4821 4822", Says.SOMETHING_ELSE, None),
        ("don't stop", Says.SOMETHING_ELSE, None),
        ("help", Says.SOMETHING_ELSE, None),
        ("\u0000\u202e🙂", Says.SOMETHING_ELSE, None),
    ],
)
def test_only_what_leaves_no_doubt_is_an_answer(text: str, says: Says, number: str | None) -> None:
    said = read_answer(text)
    assert (said.says, said.number) == (says, number)


@pytest.mark.parametrize("word, says", [("JA", "yes"), ("NEJ", "no"), ("yes", "yes"), ("n", "no")])
def test_a_yes_or_no_with_its_number_answers_that_question(word: str, says: str) -> None:
    desk = Desk()
    desk.ask("other")
    number = desk.ask("this")
    assert desk.hear(f"{word} {number}") == AnswerReceived(
        person_id="alma", case_id=CASE, invitation_id="invitation-this", says=says
    )
    assert desk.replied == [f"sms_{says}"]
    assert desk.said[0].facts["language"] == "da"
    assert f"address={NUMBER}" in str(desk.said[0].box)


def test_without_a_number_it_answers_the_only_question_that_is_open() -> None:
    desk = Desk()
    desk.ask("over", hours=-1)
    desk.ask("open")
    heard = desk.hear("YES")
    assert isinstance(heard, AnswerReceived)
    assert heard.invitation_id == "invitation-open"


def test_without_a_number_nobody_guesses_between_two() -> None:
    desk = Desk()
    desk.ask("one"), desk.ask("two")
    assert desk.hear("YES") == AnswerSetAside(reason="sms_which")
    assert desk.replied == ["sms_which"]


def test_an_answer_that_comes_too_late_is_told_so() -> None:
    desk = Desk()
    number = desk.ask("over", hours=-1)
    assert desk.hear(f"JA {number}") == AnswerSetAside(reason="sms_too_late")
    assert desk.replied == ["sms_too_late"]


def test_from_another_phone_a_number_means_nothing() -> None:
    desk = Desk()
    number = desk.ask("one")
    assert desk.hear(f"JA {number}", of=STRANGER) == AnswerSetAside(reason="sms_not_understood")
    assert desk.replied == ["sms_not_understood"]
    assert desk.said[0].facts["language"] == "en"


def test_the_question_of_somebody_else_cannot_be_answered() -> None:
    desk = Desk()
    number = desk.ask("one", person_id="bo")
    assert desk.hear(f"JA {number}") == AnswerSetAside(reason="sms_not_understood")


def test_what_is_not_understood_is_answered_kindly_once_a_day() -> None:
    desk = Desk()
    for number in range(5):
        desk.hear("Hvem er I?", name=f"sms-{number}")
    assert desk.replied == ["sms_not_understood"]
    desk.clock.advance(timedelta(days=1))
    desk.hear("Hallo?", name="sms-9")
    assert desk.replied == ["sms_not_understood"] * 2


def test_a_gateway_that_tells_twice_is_heard_once_R16() -> None:
    desk = Desk()
    number = desk.ask("one")
    for _ in range(3):
        desk.hear(f"JA {number}")
    assert desk.answers.find("sms-1").version == 1
    assert desk.replied == ["sms_yes"]


def test_stop_holds_until_start_and_an_old_stop_told_again_changes_nothing() -> None:
    desk = Desk()
    assert desk.hear("STOP") == AnswerSetAside(reason="stop")
    assert set(desk.silence.known) == {ALMA}
    desk.hear("START", name="sms-2")
    assert desk.silence.known == {}
    desk.hear("STOP")
    assert desk.silence.known == {}
    assert desk.replied == ["sms_stopped", "sms_started"]


def test_nothing_that_was_written_is_kept() -> None:
    desk = Desk()
    desk.hear("Min nabo hedder Bo og bor Nygade 1")
    assert "Nygade" not in str(desk.answers.happened) + str(desk.said)


@pytest.mark.parametrize("status", [Status.PENDING, Status.SUPPRESSED, Status.FAILED])
def test_nobody_says_yes_to_what_they_did_not_get(status: Status) -> None:
    desk = Desk()
    desk.ask("over", hours=-1)
    desk.ask("waits", status=status)
    assert desk.hear("JA") == AnswerSetAside(reason="sms_too_late")


@pytest.mark.parametrize("text", ["STOP", "START", "JA"])
def test_two_machines_that_answer_each_other_come_to_an_end(text: str) -> None:
    desk = Desk()
    desk.ask("over", hours=-1)
    for number in range(5):
        desk.hear(text, name=f"sms-{number}")
    assert len(desk.said) == 1


def test_what_answers_no_question_names_nobody() -> None:
    desk = Desk()
    desk.hear("STOP")
    number = desk.ask("one")
    desk.hear(f"JA {number}", name="sms-2")
    assert [each.by for each in desk.answers.recorded] == ["sms", "alma"]


def test_a_machine_that_says_yes_to_every_answer_comes_to_an_end_and_each_yes_counts() -> None:
    desk = Desk()
    desk.ask("r1")
    for number in range(NOTED_A_DAY + 5):
        assert isinstance(desk.hear("ja", name=f"sms-{number}"), AnswerReceived)
    assert desk.replied == ["sms_yes"] * NOTED_A_DAY
    desk.hear("ja", name="sms-0")
    assert len(desk.replied) == NOTED_A_DAY
