"""A bare yes or no by text message to "is it fixed?" is lost to nobody, and ends nothing."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Recipient
from services.notify.domain.mail_reply import REPLIES_A_DAY
from services.notify.handlers.hear_sms import ANSWERED_A_DAY
from shared.events.notify_replies import ReplyReceived
from tests.factories.notify import NOON, seen
from tests.unit.notify.hearing_texts import ADAS, ALMA, STRANGER, Desk

FIXED = seen(report_status="done_unconfirmed")
EARLIER = NOON - timedelta(hours=1)


def told(desk: Desk) -> list[tuple[str, str, bool]]:
    said = [each for each in desk.replies.happened if isinstance(each, ReplyReceived)]
    assert all(each.by_sms for each in said)
    return [(each.report_id, each.text, each.is_no) for each in said]


@pytest.mark.parametrize("text", ["No", "Nej", "N", "Nej tak", "no!"])
@pytest.mark.parametrize("message", ["resolved", "closed_unconfirmed"])
def test_a_no_says_that_it_is_not_fixed(text: str, message: str) -> None:
    desk = Desk()
    desk.tell("r1", message=message)
    desk.hear(text, of=ADAS)
    assert told(desk) == [("r1", text, True)]
    assert desk.replied == ["sms_not_fixed"]
    assert desk.said[0].facts["language"] == "da"


def test_also_when_something_else_was_texted_since() -> None:
    desk = Desk()
    desk.tell("r1", message="message")
    desk.change("r1", case=FIXED)
    desk.hear("Nej", of=ADAS)
    assert told(desk) == [("r1", "Nej", True)]


def test_of_several_that_are_asked_about_it_is_the_newest_whatever_else_is_open() -> None:
    desk = Desk()
    for number, message in enumerate(("resolved", "resolved", "routed")):
        desk.tell(f"r{number}", message=message, planned_at=NOON + timedelta(minutes=number))
    desk.change("r0", is_sensitive=True)
    desk.hear("Nej", of=ADAS)
    assert told(desk) == [("r1", "Nej", True)]


def test_a_yes_goes_to_the_team_in_words_and_ends_nothing() -> None:
    """Whoever can send under somebody's number could end their case."""
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.hear("Ja tak", of=ADAS)
    assert told(desk) == [("r1", "Ja tak", False)]
    assert desk.replied == ["sms_words"]


def test_a_yes_after_it_was_closed_has_no_reader_and_is_told_so() -> None:
    desk = Desk()
    desk.tell("r1", message="closed_unconfirmed")
    desk.change("r1", case=seen(over_since=NOON))
    desk.hear("Ja", of=ADAS)
    assert told(desk) == []
    assert desk.replied == ["sms_not_understood"]


def test_a_no_to_what_ended_otherwise_is_promised_nothing() -> None:
    """They confirmed it on their page since, or it was closed for another reason: nobody would read it there."""
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.change("r1", case=seen(report_status="closed", over_since=NOON))
    desk.hear("Nej", of=ADAS)
    assert told(desk) == []
    assert desk.replied == ["sms_not_understood"]


def test_a_no_still_opens_what_was_closed_because_nobody_answered() -> None:
    desk = Desk()
    desk.tell("r1", message="closed_unconfirmed")
    desk.change("r1", case=seen(report_status="closed", over_since=NOON))
    desk.hear("Nej", of=ADAS)
    assert told(desk) == [("r1", "Nej", True)]


def test_what_was_taken_back_is_asked_about_no_more() -> None:
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.change("r1", is_withdrawn=True)
    desk.hear("Nej", of=ADAS)
    assert desk.replied == ["sms_not_understood"]


@pytest.mark.parametrize("text", ["Nej", "Ja"])
def test_a_bare_word_about_what_is_open_goes_to_the_team_as_words(text: str) -> None:
    desk = Desk()
    desk.tell("r1", message="message")
    desk.hear(text, of=ADAS)
    assert told(desk) == [("r1", text, False)]
    assert desk.replied == ["sms_words"]


def test_an_invitation_that_is_open_goes_first() -> None:
    desk = Desk()
    desk.ask("open")
    desk.tell("r1", message="resolved", to=_alma())
    desk.hear("Nej")
    assert told(desk) == []
    assert desk.replied == ["sms_no"]


@pytest.mark.parametrize(
    "asked_at, fixed", [(EARLIER, ["sms_too_late"]), (NOON + timedelta(hours=1), ["sms_not_fixed"])]
)
def test_of_an_invitation_that_is_over_and_a_case_that_is_done_the_newer_is_answered(
    asked_at: object, fixed: list[str]
) -> None:
    desk = Desk()
    desk.ask("over", hours=-1)
    desk.tell("r1", message="resolved", to=_alma(), planned_at=asked_at)
    desk.hear("Nej")
    assert desk.replied == fixed


def test_two_invitations_that_are_open_are_told_apart_first() -> None:
    desk = Desk()
    desk.ask("one"), desk.ask("two")
    desk.tell("r1", message="resolved", to=_alma())
    desk.hear("Nej")
    assert desk.replied == ["sms_which"]


@pytest.mark.parametrize("text", ["NEJ 4821", "JA 4821"])
def test_a_number_names_an_invitation_and_nothing_else(text: str) -> None:
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.hear(text, of=ADAS)
    assert told(desk) == []
    assert desk.replied == ["sms_not_understood"]


def test_from_another_phone_it_means_nothing() -> None:
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.hear("Nej", of=STRANGER)
    assert told(desk) == []


def test_a_gateway_that_tells_twice_is_heard_once_R16() -> None:
    desk = Desk()
    desk.tell("r1", message="resolved")
    desk.hear("Nej", of=ADAS)
    desk.answers = type(desk.answers)(clock=desk.clock)
    desk.hear("Nej", of=ADAS)
    assert (len(told(desk)), len(desk.said)) == (1, 1)


def test_it_has_its_place_among_a_days_words() -> None:
    desk = Desk()
    desk.tell("r1", message="resolved")
    for number in range(REPLIES_A_DAY + 1):
        desk.hear("Nej", of=ADAS, name=f"sms-{number}")
    assert len(told(desk)) == REPLIES_A_DAY
    assert desk.replied == [*["sms_not_fixed"] * ANSWERED_A_DAY, "sms_too_many"]


def _alma() -> Recipient:
    """As whoever reported with the phone that is known to be hers."""
    return Recipient(contact_id=ALMA)
