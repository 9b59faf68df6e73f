"""What becomes of an answer by mail: it counts from whoever was asked, and goes to whom it concerns, or is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.notify.domain.mail_reply import ANSWERABLE_FOR, LONGEST_REPLY, REPLIES_A_DAY, Outcome, asked_as
from services.notify.domain.own_words import LEFT_OUT
from services.notify.domain.person import add
from services.notify.domain.somebody import Address
from services.notify.domain.subscription import Standing, subscription_id
from shared.events.notify_replies import ReplyReceived, ReplySetAside
from tests.factories.notify import ADA_CONTACT, CASE, NOON, REFERENCE, REPORT, seen
from tests.unit.notify.correspondence import ADA, ALMA, STRANGER, TO_ADA, TO_ALMA, House


def test_a_reporters_answer_goes_to_the_case_and_goes_without_saying() -> None:
    house = House()
    assert house.hear() is Outcome.TAKEN
    assert house.taken == ReplyReceived(
        report_id=REPORT, audience="reporter", case_id=CASE, language="da", text="The second lamp.", heard_at=NOON
    )
    assert house.said == []
    assert [each.by for each in house.replies.recorded] == ["mail"]


def test_a_helpers_answer_goes_to_the_case_in_their_name() -> None:
    house = House()
    assert house.hear(to=TO_ALMA) is Outcome.TAKEN
    assert (house.taken.audience, house.taken.person_id, house.taken.language) == ("helper", "alma", "en")
    assert [each.by for each in house.replies.recorded] == ["alma"]


def test_a_mail_that_comes_twice_is_heard_once_R16() -> None:
    house = House()
    assert [house.hear("It smells of gas.") for _ in range(3)] == [Outcome.TAKEN, Outcome.REPEATED, Outcome.REPEATED]
    assert len(house.replies.happened) == len(house.said) == 1


@pytest.mark.parametrize("token", ["", "made-up", "t-gone"])
@pytest.mark.parametrize("text", ["words", "It smells of gas."])
def test_what_we_did_not_make_or_know_no_more_is_answered_by_nobody_and_kept_nowhere(token: str, text: str) -> None:
    house = House()
    assert house.hear(text, to=token) in {Outcome.FORGED, Outcome.UNKNOWN}
    assert house.replies.happened == house.said == []
    assert house.places.held == {}


@pytest.mark.parametrize("to", [TO_ADA, TO_ALMA])
def test_no_machine_is_taken_for_a_person_or_answered(to: str) -> None:
    house = House()
    assert house.hear("I am away. It smells of gas.", to=to, is_automatic=True) is Outcome.AUTOMATIC
    assert house.replies.happened == house.said == []


def test_after_sixty_days_nobody_answers_any_more() -> None:
    house = House()
    house.clock.advance(ANSWERABLE_FOR - timedelta(seconds=1))
    assert house.hear() is Outcome.TAKEN
    house.clock.advance(timedelta(seconds=1))
    assert house.hear(id="mail-2", sender=STRANGER) is Outcome.EXPIRED
    assert house.said == []
    assert len(house.replies.happened) == 1
    for number in range(3, 6):
        assert house.hear(id=f"mail-{number}") is Outcome.EXPIRED
    assert [(each.message, each.facts["reason"]) for each in house.said] == [("reply_not_taken", "expired")]


@pytest.mark.parametrize("to", [TO_ADA, TO_ALMA])
def test_R1_danger_shows_the_numbers_to_whoever_answers_an_old_mail_too(to: str) -> None:
    house = House()
    house.clock.advance(ANSWERABLE_FOR)
    assert house.hear(to=to) is house.hear("It smells of gas.", to=to, id="mail-2") is Outcome.EXPIRED
    assert [each.facts["is_danger"] for each in house.said] == [False, True]
    assert {type(each) for each in house.replies.happened} == {ReplySetAside}


@pytest.mark.parametrize("sender", [STRANGER, ALMA, ""])
def test_from_another_address_it_is_nobodys_word_and_only_whoever_was_asked_hears_of_it(sender: str) -> None:
    house = House()
    for number in range(3):
        assert house.hear("Close the case.", sender=sender, id=f"mail-{number}") is Outcome.FOREIGN
    assert {type(each) for each in house.replies.happened} == {ReplySetAside}
    (told,) = house.said
    assert (told.message, told.facts["reason"]) == ("reply_not_taken", "foreign")
    assert told.to.contact_id == ADA_CONTACT
    assert "address=ada@nabo.example" in str(told.box)
    assert "Close" not in str(told)
    assert STRANGER not in str(told)
    house.clock.advance(timedelta(days=1))
    house.hear(sender=sender, id="mail-9")
    assert len(house.said) == 2


def test_R1_words_of_danger_from_elsewhere_show_the_numbers_to_whoever_was_asked() -> None:
    house = House()
    house.hear(sender=STRANGER)
    for number in range(2, 5):
        assert house.hear("It smells of gas.", sender=STRANGER, id=f"mail-{number}") is Outcome.FOREIGN
    assert [each.facts["is_danger"] for each in house.said] == [False, True]


def test_another_address_is_theirs_as_soon_as_they_confirmed_it() -> None:
    house = House()
    house.register("ada", ADA, "da")
    work = "work@nabo.example"
    assert house.hear(sender=work) is Outcome.FOREIGN
    found = house.people.find("ada")
    other = Address(contact_id=f"contact-of-{work}", kind="email", box=f"kind=email;address={work}")
    house.people.append(found, add(found.state, other), by="test")
    assert house.hear(sender=work, id="mail-2") is Outcome.TAKEN


def withdrawn(house: House) -> None:
    house.change(is_withdrawn=True)


def over(house: House) -> None:
    house.change(case=seen(helpers=("alma",), over_since=NOON))


@pytest.mark.parametrize("end", [withdrawn, over])
def test_what_is_over_is_read_by_nobody_and_that_is_said(end: Callable[[House], None]) -> None:
    house = House()
    end(house)
    assert house.hear() is Outcome.OVER
    assert [(each.message, each.facts["reason"]) for each in house.said] == [("reply_not_taken", "over")]
    assert house.said[0].facts["language"] == "da"


@pytest.mark.parametrize("word", ["gas", "drugs"])
def test_R1_R2_a_sign_in_what_is_over_goes_on_to_whoever_knows_whether_it_is_new(word: str) -> None:
    house = House()
    over(house)
    assert house.hear(f"There is {word}.") is Outcome.TAKEN
    assert house.said[0].facts["is_over"] is True
    assert house.said[0].facts["is_danger"] is (word == "gas")


def gone(house: House) -> None:
    house.change(case=seen())


@pytest.mark.parametrize("end", [over, gone])
def test_a_task_that_is_with_them_no_longer_is_answered_kindly(end: Callable[[House], None]) -> None:
    house = House()
    end(house)
    assert house.hear(to=TO_ALMA) is Outcome.NOT_YOURS
    (told,) = house.said
    assert (told.facts["reason"], told.facts["helps"], told.to.contact_id) == ("not_yours", True, "contact-of-alma")


@pytest.mark.parametrize(
    "house_is, expected",
    [
        (gone, Outcome.TAKEN),
        (over, Outcome.TAKEN),
        (withdrawn, Outcome.OVER),
    ],
)
def test_R1_danger_shows_the_numbers_whatever_becomes_of_it(
    house_is: Callable[[House], None], expected: Outcome
) -> None:
    house = House()
    house_is(house)
    assert house.hear("It smells of gas.") is expected
    (told,) = house.said
    assert told.facts["is_danger"] is True


@pytest.mark.parametrize("text, reason", [("", "empty"), ("x" * (LONGEST_REPLY + 1), "too_long")])
def test_what_cannot_be_taken_as_it_is_is_said(text: str, reason: str) -> None:
    house = House()
    assert house.hear(text) == reason
    assert house.replies.happened == [ReplySetAside(reason=reason, heard_at=NOON)]
    assert [each.facts["reason"] for each in house.said] == [reason]
    assert "xxx" not in str(house.said)


@pytest.mark.parametrize("to", [TO_ADA, TO_ALMA])
@pytest.mark.parametrize("sensitive", [True, False])
def test_R14_what_is_said_of_an_answer_names_the_reference_of_the_mail_that_is_answered(
    to: str, *, sensitive: bool
) -> None:
    house = House()
    house.change(is_sensitive=sensitive)
    house.hear("x" * (LONGEST_REPLY + 1), to=to)
    (told,) = house.said
    assert told.facts["reference"] == REFERENCE
    assert told.report_id is None


def test_the_longest_that_a_page_takes_is_taken() -> None:
    assert House().hear("x" * LONGEST_REPLY) is Outcome.TAKEN


@pytest.mark.parametrize("text, said", [("My arm hurts.", []), ("It smells of gas.", [False])])
def test_R8_whoever_left_because_it_was_not_safe_is_not_told_to_report_it_anew(text: str, said: list[bool]) -> None:
    """Also where the case is over: the team reads what they answer."""
    house = House()
    house.ask_after_alma()
    assert house.hear(text, to=TO_ALMA) is Outcome.TAKEN
    assert (house.taken.audience, house.taken.person_id) == ("helper", "alma")
    assert [each.facts["is_over"] for each in house.said] == said


def test_R6_addresses_and_numbers_are_left_out_and_that_is_said() -> None:
    house = House()
    house.hear("Write to bo@nabo.example or call +45 20 12 34 56, on 5.5.2026.")
    assert house.taken.text == f"Write to {LEFT_OUT} or call {LEFT_OUT}, on 5.5.2026."
    assert [(each.message, each.facts["left_out"]) for each in house.said] == [("reply_taken", True)]


def test_R1_nothing_is_left_out_of_words_that_tell_of_danger() -> None:
    house = House()
    house.hear("It smells of gas, call +45 20 12 34 56.")
    assert "+45 20 12 34 56" in house.taken.text


@pytest.mark.parametrize("own", ["", "He is back.", "He is back, with gas."])
def test_R1_a_sign_in_what_only_may_be_theirs_counts_and_all_of_it_is_taken(own: str) -> None:
    house = House()
    whole = f"{own}\n\nHe wrote: it smells of gas.\n\nCall +45 20 12 34 56"
    assert house.hear(own, unquoted=whole) is Outcome.TAKEN
    assert house.taken.text == whole
    assert [each.facts["is_danger"] for each in house.said] == [True]


def test_what_may_be_theirs_and_bears_no_sign_is_left_out() -> None:
    house = House()
    assert house.hear("Yes.", unquoted="Yes.\n\n--\nAda") is Outcome.TAKEN
    assert house.taken.text == "Yes."


def test_pictures_do_not_come_along_and_that_is_said() -> None:
    house = House()
    assert house.hear(has_attachments=True) is Outcome.TAKEN
    assert [each.facts["has_attachments"] for each in house.said] == [True]


def test_too_many_of_one_day_are_read_the_day_after_and_signs_at_once() -> None:
    house = House()
    heard = [house.hear(id=f"mail-{number}") for number in range(REPLIES_A_DAY + 3)]
    assert heard == [Outcome.TAKEN] * REPLIES_A_DAY + [Outcome.TOO_MANY] * 3
    assert [(each.facts["reason"], each.facts["reference"]) for each in house.said] == [("too_many", "")]
    assert house.hear("It smells of gas.", id="danger") is Outcome.TAKEN
    assert house.hear(to=TO_ALMA, id="alma's") is Outcome.TAKEN, "others have a day of their own"
    house.clock.advance(timedelta(days=1))
    assert house.hear(id="tomorrow") is Outcome.TAKEN


def test_whoever_said_that_it_is_not_their_address_is_not_written_to() -> None:
    house = House()
    house.subscriptions.put(subscription_id(REPORT, ADA_CONTACT), Standing.NOT_THEIRS)
    assert house.hear() is Outcome.ENDED
    other = House()
    other.disowned.add(ADA_CONTACT, NOON)
    assert other.hear() is Outcome.ENDED
    forgotten = House()
    forgotten.subscriptions.known.clear()
    assert forgotten.hear() is Outcome.ENDED
    assert house.said == other.said == forgotten.said == []


def test_whoever_wants_no_more_mails_may_still_answer_one() -> None:
    house = House()
    house.subscriptions.put(subscription_id(REPORT, ADA_CONTACT), Standing.STOPPED)
    assert house.hear() is Outcome.TAKEN


def test_nothing_that_says_what_became_of_it_can_be_answered_itself() -> None:
    house = House()
    house.hear("")
    (told,) = house.said
    house.known["t-told"] = asked_as(told.id)
    assert house.hear(to="t-told", id="mail-2") is Outcome.ENDED
    assert house.said == [told]
