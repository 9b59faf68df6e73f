"""A text message names no case: it is about the one that its phone was texted about, and in whose name it was."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Recipient, Status
from services.notify.domain.own_words import LEFT_OUT
from services.notify.domain.person import add, register
from services.notify.domain.somebody import NOBODY, Address
from services.notify.domain.subscription import Standing, subscription_id
from services.notify.handlers.hearing_words import ANSWERED_WITHIN, MOST_LOOKED_AT
from shared.events.notify_replies import ReplyReceived
from tests.factories.notify import CASE, NOON, seen
from tests.unit.notify.hearing_texts import ADAS, ALMA, STRANGER, Desk

TO_ALMA = Recipient(person_id="alma")


def test_of_several_open_ones_it_is_about_the_newest() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.clock.advance(timedelta(hours=1))
    desk.tell("r2")
    desk.hear("The second lamp.", of=ADAS)
    assert desk.passed_on == [("r2", "The second lamp.")]


def test_R14_what_is_protected_goes_before_what_anybody_may_have_told_with_this_number_later() -> None:
    desk = Desk()
    for number, name in enumerate(("child", "case-of-danger", "pothole")):
        desk.tell(name, planned_at=NOON + timedelta(minutes=number))
    desk.change("child", is_sensitive=True)
    desk.change("case-of-danger", case=seen(is_sensitive=True))
    desk.hear("He is here again.", of=ADAS)
    desk.change("case-of-danger", case=seen(is_sensitive=True, over_since=NOON))
    desk.hear("He is here again.", of=ADAS, name="sms-2")
    desk.change("child", is_sensitive=True, is_withdrawn=True)
    desk.hear("It smells of gas.", of=ADAS, name="sms-3")
    assert [report_id for report_id, _ in desk.passed_on] == ["case-of-danger", "child", "pothole"]


DANISH = "Der mangler fire lamper. Ring til Bo: 20 12 34 56"


def test_R6_an_ordinary_word_is_no_sign_because_another_report_is_in_another_language() -> None:
    desk = Desk()
    desk.tell("danish")
    desk.tell("english", language="en", planned_at=NOON + timedelta(hours=1))
    desk.change("english", case=seen(over_since=NOON))
    desk.hear(DANISH, of=ADAS)
    assert desk.passed_on == [("danish", f"Der mangler fire lamper. Ring til Bo: {LEFT_OUT}")]
    assert desk.replied == ["sms_words"]


def test_R1_a_sign_is_found_in_the_language_of_whichever_case_it_may_be_about() -> None:
    desk = Desk()
    desk.tell("danish")
    desk.tell("english", language="en", planned_at=NOON + timedelta(hours=1))
    desk.hear("Der er brand.", of=ADAS)
    desk.change("danish", case=seen(over_since=NOON))
    desk.change("english", case=seen(over_since=NOON))
    desk.hear("Der er brand.", of=ADAS, name="sms-2")
    desk.hear("Four lamps: fire.", of=ADAS, name="sms-3")
    assert [report_id for report_id, _ in desk.passed_on] == ["danish", "danish", "english"]
    assert desk.replied == ["sms_danger"] * 3
    assert [each.facts["language"] for each in desk.said] == ["da", "da", "en"]


def test_R1_the_numbers_are_told_where_any_of_the_open_cases_reads_danger() -> None:
    desk = Desk()
    desk.tell("danish")
    desk.tell("protected", language="en")
    desk.change("protected", is_sensitive=True, case=seen())
    desk.hear("Der er brand, ring 20 12 34 56", of=ADAS)
    assert desk.passed_on == [("protected", "Der er brand, ring 20 12 34 56")]
    assert desk.replied == ["sms_danger"]


def test_R1_of_whom_nobody_knows_danger_is_read_in_the_neighbourhoods_first_language() -> None:
    desk = Desk()
    for text in ("There is a fire.", "A brand new lamp."):
        desk.hear(text, of=STRANGER, name=text)
    assert desk.replied == ["sms_danger", "sms_not_understood"]


def test_however_much_was_texted_about_what_is_over_the_open_case_is_found() -> None:
    desk = Desk()
    desk.tell("open", planned_at=NOON - timedelta(days=2))
    for number in range(MOST_LOOKED_AT + 1):
        desk.tell("over", message=f"m{number}", planned_at=NOON - timedelta(minutes=number))
    desk.change("over", case=seen(over_since=NOON))
    desk.hear("The second lamp.", of=ADAS)
    desk.hear("It smells of gas.", of=ADAS, name="sms-2")
    assert [report_id for report_id, _ in desk.passed_on] == ["open", "open"]


def test_what_is_over_or_taken_back_is_passed_over() -> None:
    desk = Desk()
    for number, name in enumerate(("r1", "r2", "r3")):
        desk.tell(name, planned_at=NOON + timedelta(minutes=number))
    desk.change("r3", case=seen(over_since=NOON))
    desk.change("r2", is_withdrawn=True)
    desk.hear("It smells of gas.", of=ADAS)
    assert desk.passed_on == [("r1", "It smells of gas.")]


@pytest.mark.parametrize("text, taken", [("It smells of gas.", 1), ("drugs", 1), ("The lamp.", 0)])
def test_R1_R2_a_sign_about_what_is_over_goes_on_to_whoever_knows_whether_it_is_new(text: str, taken: int) -> None:
    desk = Desk()
    desk.tell("r1")
    desk.change("r1", case=seen(over_since=NOON))
    desk.hear(text, of=ADAS)
    assert len(desk.passed_on) == taken
    if not taken:
        assert desk.replied == ["sms_not_understood"]


def test_a_phone_that_we_texted_longer_ago_may_be_somebody_elses_by_now() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.clock.advance(ANSWERED_WITHIN)
    desk.hear("The second lamp.", of=ADAS)
    desk.clock.advance(timedelta(seconds=1))
    desk.hear("It smells of gas.", of=ADAS, name="sms-2")
    assert desk.passed_on == [("r1", "The second lamp.")]
    assert [each.facts.get("is_taken") for each in desk.said] == [None, False]


@pytest.mark.parametrize("status", [Status.PENDING, Status.SUPPRESSED, Status.FAILED])
def test_nobody_answers_what_they_did_not_get(status: Status) -> None:
    desk = Desk()
    desk.tell("r1", status=status)
    desk.hear("The second lamp.", of=ADAS)
    assert desk.passed_on == []


def test_another_phone_speaks_for_nobody() -> None:
    desk = Desk()
    desk.tell("r1")
    for contact_id in (STRANGER, ALMA):
        desk.hear("It smells of gas.", of=contact_id, name=contact_id)
    assert desk.passed_on == []


def test_whoever_said_that_it_is_not_their_number_speaks_for_nobody() -> None:
    desk = Desk()
    desk.tell("r1")
    desk.subscriptions.put(subscription_id("r1", ADAS), Standing.NOT_THEIRS)
    desk.hear("The second lamp.", of=ADAS)
    other = Desk()
    other.tell("r1")
    other.disowned.add(ADAS, NOON)
    other.hear("The second lamp.", of=ADAS)
    assert desk.passed_on == other.passed_on == []


def test_whoever_reported_with_an_address_and_chose_their_phone_answers_from_it() -> None:
    desk = Desk()
    phone = Address(contact_id="contact-of-bos-phone", kind="phone", box="box")
    bo = desk.people.find("bo")
    mail = Address(contact_id="contact-of-bos-mail", kind="email", box="box")
    bo = desk.people.append(bo, register(NOBODY, mail, language="en"), by="test")
    desk.people.append(bo, add(bo.state, phone), by="test")
    desk.tell("r1", to=Recipient(contact_id=mail.contact_id))
    desk.hear("The second lamp.", of=phone.contact_id)
    assert desk.passed_on == [("r1", "The second lamp.")]


def test_what_a_helper_answers_about_their_task_goes_to_the_team_in_their_name() -> None:
    desk = Desk()
    desk.tell("r1", to=TO_ALMA, message="accepted")
    desk.hear("It smells of gas here.")
    (said,) = desk.replies.happened
    assert isinstance(said, ReplyReceived)
    assert (said.audience, said.person_id, said.case_id) == ("helper", "alma", CASE)
    assert [each.by for each in desk.replies.recorded] == ["alma"]
    assert desk.replied == ["sms_danger"]


def test_R8_whoever_left_because_it_was_not_safe_is_heard_when_they_are_asked_how_they_are() -> None:
    """Also when the case is over, and before what they reported themselves."""
    desk = Desk()
    desk.tell("mine", to=Recipient(contact_id=ALMA))
    desk.change("mine", is_sensitive=True, case=seen())
    desk.clock.advance(timedelta(hours=1))
    desk.tell("left", to=TO_ALMA, message="asked_after")
    for number, over_since in enumerate((None, NOON)):
        desk.change("left", case=seen(over_since=over_since))
        desk.hear("My arm hurts.", name=f"sms-{number}")
    assert desk.passed_on == [("left", "My arm hurts.")] * 2
    assert {each.person_id for each in desk.replies.happened if isinstance(each, ReplyReceived)} == {"alma"}
    assert [each.facts["is_after_unsafe"] for each in desk.said] == [True, True]


def test_what_a_helper_answers_to_an_invitation_or_once_they_lost_the_task_is_read_by_nobody() -> None:
    desk = Desk()
    desk.tell("r1", to=TO_ALMA, message="invited", facts={"invitation_id": "i"})
    desk.tell("r2", to=TO_ALMA, message="accepted")
    desk.change("r2", case=seen())
    desk.hear("It smells of gas.")
    assert desk.passed_on == []
    assert [(each.message, each.facts["is_taken"]) for each in desk.said] == [("sms_danger", False)]


LAMP, CHILD = "N-7K3M-Q9WY-4", "N-0000-0001-1"


def two_open_ones() -> Desk:
    """A lamp, and later something protected, which anybody may have told of with this number."""
    desk = Desk()
    desk.tell("lamp")
    desk.tell("protected", planned_at=NOON + timedelta(hours=1))
    desk.change("lamp", reference=LAMP)
    desk.change("protected", reference=CHILD, is_sensitive=True, case=seen())
    return desk


@pytest.mark.parametrize(
    "text",
    [
        "He hits me. N-7K3M-Q9WY-4",
        "n7k3mq9wy4 he hits me",
        "About N 7K3M Q9WY 4: he hits me",
        "7k3m-q9wy-4 he hits me",
        "from here 7K3M Q9WY 4",
    ],
)
def test_R14_whoever_names_a_report_chooses_it_before_what_anybody_may_have_told_with_this_number(text: str) -> None:
    desk = two_open_ones()
    desk.hear(text, of=ADAS)
    assert desk.passed_on == [("lamp", text)]


@pytest.mark.parametrize("text", ["He hits me.", "N-7K3M-Q9WY-5 he hits me", "N-G03N-QK8N-7", "xN-7K3M-Q9WY-4x"])
def test_what_names_none_of_theirs_is_for_the_one_that_is_protected(text: str) -> None:
    desk = two_open_ones()
    desk.hear(text, of=ADAS)
    assert desk.passed_on == [("protected", text)]


def test_whoever_names_what_is_over_is_read_all_the_same_where_something_is_open() -> None:
    desk = two_open_ones()
    desk.change("lamp", reference=LAMP, case=seen(over_since=NOON))
    desk.hear(f"He hits me. {LAMP}", of=ADAS)
    assert desk.passed_on == [("protected", f"He hits me. {LAMP}")]


def test_to_name_a_report_of_somebody_else_leads_nowhere() -> None:
    desk = two_open_ones()
    desk.hear(f"It smells of gas. {LAMP}", of=STRANGER)
    assert desk.passed_on == []
