"""Words in a text message go to the case that its phone was texted about, and danger is always answered (rule R1)."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Recipient
from services.notify.domain.mail_reply import LONGEST_REPLY, REPLIES_A_DAY
from services.notify.domain.own_words import LEFT_OUT
from services.notify.handlers.hear_sms import ANSWERED_A_DAY, DANGERS_A_DAY
from services.notify.handlers.hearing_words import SIGNS_A_DAY
from shared.events.notify import AnswerSetAside
from shared.events.notify_replies import ReplyReceived
from tests.factories.notify import CASE, NOON, seen
from tests.unit.notify.hearing_texts import ADAS, STRANGER, Desk

TO_ALMA = Recipient(person_id="alma")


def test_what_a_reporter_answers_goes_to_the_case_as_what_they_answer_to_a_mail_does() -> None:
    desk = Desk()
    desk.tell("r1")
    assert desk.hear("It is the second lamp.", of=ADAS) == AnswerSetAside(reason="something_else")
    assert desk.replies.happened == [
        ReplyReceived(
            report_id="r1",
            audience="reporter",
            case_id=CASE,
            language="da",
            text="It is the second lamp.",
            heard_at=NOON,
            by_sms=True,
        )
    ]
    assert desk.replied == ["sms_words"]
    assert (desk.said[0].facts["language"], desk.said[0].to.contact_id) == ("da", ADAS)
    assert [each.by for each in desk.replies.recorded] == ["sms"]


def test_R1_danger_goes_to_the_case_and_is_answered_each_time_with_whom_to_call() -> None:
    desk = Desk()
    desk.tell("r1")
    for number in range(3):
        desk.hear("It smells of gas.", of=ADAS, name=f"sms-{number}")
    assert desk.passed_on == [("r1", "It smells of gas.")] * 3
    assert desk.replied == ["sms_danger"] * 3
    assert [each.facts["is_taken"] for each in desk.said] == [True] * 3


def test_R1_danger_is_answered_though_everything_else_was_answered_today() -> None:
    desk = Desk()
    desk.hear("Who are you?", of=STRANGER)
    desk.hear("It smells of gas.", of=STRANGER, name="sms-2")
    assert desk.replied == ["sms_not_understood", "sms_danger"]
    assert desk.said[1].facts["is_taken"] is False
    assert desk.passed_on == []


def test_R1_danger_from_a_machine_that_never_ends_is_answered_once_an_hour_in_the_end() -> None:
    desk = Desk()
    for number in range(DANGERS_A_DAY + 5):
        desk.hear("It smells of gas.", of=STRANGER, name=f"sms-{number}")
    assert len(desk.said) == DANGERS_A_DAY + 1
    desk.clock.advance(timedelta(hours=1))
    desk.hear("It smells of gas.", of=STRANGER, name="later")
    assert len(desk.said) == DANGERS_A_DAY + 2


def test_a_gateway_that_tells_twice_is_heard_once_also_after_the_case_was_closed_R16() -> None:
    desk = Desk()
    desk.tell("r1")
    assert desk.hear("It smells of gas.", of=ADAS) is not None
    desk.change("r1", case=seen(over_since=NOON))
    assert desk.hear("It smells of gas.", of=ADAS) is None
    assert (len(desk.replies.happened), len(desk.said)) == (1, 1)


def test_what_was_taken_before_a_crash_is_not_taken_again_R16() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear("It smells of gas.", of=ADAS)
    desk.answers = type(desk.answers)(clock=desk.clock)
    desk.change("r1", is_withdrawn=True)
    desk.hear("It smells of gas.", of=ADAS)
    assert (len(desk.replies.happened), len(desk.said)) == (1, 1)


def test_R6_addresses_and_numbers_are_left_out_and_that_is_said() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear("The second lamp.", of=ADAS)
    desk.hear("Call +45 20 12 34 56.", of=ADAS, name="sms-2")
    assert desk.passed_on[1] == ("r1", f"Call {LEFT_OUT}.")
    assert [each.facts["left_out"] for each in desk.said] == [False, True]


LONG = "The lamp is out. " * 500


@pytest.mark.parametrize("danger, begins", [("It smells of gas.", False), ("", True)])
def test_R1_of_a_long_one_the_part_that_tells_of_danger_is_taken_else_the_beginning(
    danger: str, *, begins: bool
) -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear(f"First: {LONG} {danger} {LONG}", of=ADAS)
    ((_, told),) = desk.passed_on
    assert len(told) == LONGEST_REPLY
    assert (danger in told, told.startswith("First:")) == (True, begins)
    assert desk.replied == (["sms_danger"] if danger else ["sms_words"])
    assert desk.said[0].facts["is_cut"] is True


def test_R1_danger_is_found_wherever_it_stands_in_a_long_one_and_before_another_sign() -> None:
    for place in range(0, 20_000, 997):
        desk = Desk()
        desk.tell("r1")
        filled = ("drugs " + "x" * place + " it smells of gas ").ljust(20_000, "x")
        desk.hear(filled, of=ADAS)
        assert "it smells of gas" in desk.passed_on[0][1]
        assert desk.replied == ["sms_danger"]


def test_what_was_kept_is_answered_a_few_times_a_day_and_the_last_says_that_no_more_come() -> None:
    desk = Desk()
    desk.tell("r1")
    for number in range(ANSWERED_A_DAY + 2):
        desk.hear("The second lamp.", of=ADAS, name=f"sms-{number}")
    desk.hear("The second lamp.", of=ADAS, name="sms-1")
    assert len(desk.passed_on) == ANSWERED_A_DAY + 2
    assert desk.replied == ["sms_words"] * ANSWERED_A_DAY
    assert [each.facts["is_again"] for each in desk.said] == [False, *[True] * (ANSWERED_A_DAY - 1)]
    assert [each.facts["is_last"] for each in desk.said] == [*[False] * (ANSWERED_A_DAY - 1), True]
    desk.clock.advance(timedelta(days=1))
    desk.hear("The second lamp.", of=ADAS, name="sms-of-tomorrow")
    assert (desk.said[-1].facts["is_again"], len(desk.said)) == (False, ANSWERED_A_DAY + 1)


def test_what_nobody_reads_is_said_once_a_day_alone() -> None:
    desk = Desk()
    for number in range(ANSWERED_A_DAY):
        desk.hear("Who are you?", of=STRANGER, name=f"sms-{number}")
    assert desk.replied == ["sms_not_understood"]


def test_that_something_was_cut_is_said_once_more() -> None:
    desk = Desk()
    desk.tell("r1")
    for number, text in enumerate((*["The lamp."] * (ANSWERED_A_DAY + 1), LONG, LONG)):
        desk.hear(text, of=ADAS, name=f"sms-{number}")
    assert [each.facts["is_cut"] for each in desk.said] == [*[False] * ANSWERED_A_DAY, True]


def test_R1_nothing_is_left_out_of_words_that_tell_of_danger() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear("It smells of gas, call +45 20 12 34 56.", of=ADAS)
    assert "+45 20 12 34 56" in desk.passed_on[0][1]


def test_too_many_of_one_day_are_read_no_more_and_signs_at_once() -> None:
    desk = Desk()
    desk.tell("r1")
    for number in range(REPLIES_A_DAY + 3):
        desk.hear("The second lamp.", of=ADAS, name=f"sms-{number}")
    assert len(desk.passed_on) == REPLIES_A_DAY
    assert desk.replied == [*["sms_words"] * ANSWERED_A_DAY, "sms_too_many"]
    desk.hear("It smells of gas.", of=ADAS, name="danger")
    assert desk.passed_on[-1] == ("r1", "It smells of gas.")
    assert desk.replied[-1] == "sms_danger"


def test_R1_a_machine_that_tells_of_danger_is_told_so_once_nobody_reads_more_of_it() -> None:
    desk = Desk()
    desk.tell("r1")
    for number in range(SIGNS_A_DAY + 1):
        desk.hear("It smells of gas.", of=ADAS, name=f"sms-{number}")
    assert len(desk.passed_on) == SIGNS_A_DAY
    assert [each.facts["is_taken"] for each in desk.said] == [True] * SIGNS_A_DAY + [False]
    desk.hear("drugs", of=ADAS, name="sms-of-the-floor")
    assert desk.replied[-1] == "sms_too_many"
    desk.hear("The second lamp.", of=ADAS, name="sms-without")
    assert desk.passed_on[-1] == ("r1", "The second lamp.")
    desk.clock.advance(timedelta(days=1))
    desk.hear("It smells of gas.", of=ADAS, name="sms-of-tomorrow")
    assert desk.said[-1].facts["is_taken"] is True


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_no_words_are_no_answer(text: str) -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear(text, of=ADAS)
    assert desk.passed_on == []


def test_nothing_that_went_to_a_case_is_kept_beside_it() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear("Bo lives at Nygade 1", of=ADAS)
    assert "Nygade" not in str(desk.answers.happened) + str(desk.said)


def test_the_link_to_their_page_goes_to_nobody() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.hear("See https://nabo.example/my/s3cret please.", of=ADAS)
    assert desk.passed_on == [("r1", f"See {LEFT_OUT} please.")]
