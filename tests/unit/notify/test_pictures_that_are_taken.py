"""Pictures of a reporter's mail come to their report, sealed; what does not come along is said."""

from datetime import timedelta

import pytest

from services.notify.domain.mail_reply import FILES_A_DAY, Outcome
from services.notify.handlers.hear_report import HearReport, hear_report
from shared.errors import TryAgain
from shared.events.intake import ReportState
from shared.events.notify_replies import PhotoReceived, ReplyReceived, ReplySetAside
from tests.factories.notify import CASE, NOON, REPORT, seen
from tests.fakes.ledger import FakeLedger
from tests.fakes.notify_people import FakeRoles
from tests.unit.notify.correspondence import STRANGER, TO_ALMA, House


def photos(house: House) -> list[str]:
    return [each.sealed_photo for each in house.replies.happened if isinstance(each, PhotoReceived)]


def said(house: House) -> tuple[object, object, object]:
    (told,) = house.said
    return told.facts["photos"], told.facts["photos_missing"], told.facts["has_attachments"]


def test_they_go_with_the_words_and_how_many_is_said() -> None:
    house = House()
    assert house.hear(pictures=[b"a", b"b"]) is Outcome.TAKEN
    words, *came = house.replies.happened
    assert isinstance(words, ReplyReceived)
    assert came == [PhotoReceived(report_id=REPORT, sealed_photo=f"box of {each}", heard_at=NOON) for each in "ab"]
    assert said(house) == (2, "", False)


def test_a_mail_of_pictures_alone_is_fine_and_says_nothing_in_words() -> None:
    house = House()
    assert house.hear("", pictures=[b"a"]) is Outcome.TAKEN
    assert [type(each) for each in house.replies.happened] == [PhotoReceived]


def test_heard_twice_they_come_once_R16() -> None:
    house = House()
    assert [house.hear(pictures=[b"a"]) for _ in range(3)] == [Outcome.TAKEN, Outcome.REPEATED, Outcome.REPEATED]
    assert (photos(house), house.pictures.asked, len(house.said)) == (["box of a"], 1, 1)


@pytest.mark.parametrize(
    "sent, taken, missing",
    [
        (b"a b c d", 3, "too_many"),
        (b"a unread", 1, "unread"),
        (b"too_large a unread", 1, "too_large"),
        (b"too_small a too_small b", 2, ""),
        (b"unread", 0, "unread"),
    ],
)
def test_what_does_not_come_along_is_said_and_logos_are_not_worth_a_word(sent: bytes, taken: int, missing: str) -> None:
    house = House()
    assert house.hear(pictures=sent.split()) is Outcome.TAKEN
    assert len(photos(house)) == taken
    assert said(house) == (taken, missing, False)


def test_a_logo_alone_goes_without_saying() -> None:
    house = House()
    assert house.hear(pictures=[b"too_small"]) is Outcome.TAKEN
    assert house.said == []


def test_without_words_and_without_a_picture_that_can_be_read_nothing_is_left_and_that_is_said() -> None:
    house = House()
    assert house.hear("", pictures=[b"unread"]) is Outcome.FILES_ALONE
    assert [type(each) for each in house.replies.happened] == [ReplySetAside]
    assert said(house) == (0, "unread", False)


def test_files_alone_that_nobody_can_read_are_answered_each_time_for_whoever_sent_them_tries_again() -> None:
    house = House()
    assert [house.hear("", has_attachments=True, id=f"mail-{number}") for number in range(FILES_A_DAY)] == [
        Outcome.FILES_ALONE
    ] * FILES_A_DAY
    assert [(each.message, each.facts["reason"]) for each in house.said] == [
        ("reply_not_taken", "files_alone")
    ] * FILES_A_DAY


def test_files_alone_about_what_takes_no_photos_are_told_that_and_not_how_to_send_one() -> None:
    house = House()
    house.without_photos.add("litter")
    house.change(category="litter")
    assert house.hear("", has_attachments=True) is Outcome.FILES_ALONE
    assert said(house) == (0, "not_taken", True)


def test_a_machine_that_sends_files_without_end_is_answered_once_more_and_then_no_more_that_day() -> None:
    house = House()
    for number in range(FILES_A_DAY + 5):
        house.hear("", has_attachments=True, id=f"mail-{number}")
    assert len(house.said) == FILES_A_DAY + 1
    house.clock.advance(timedelta(days=1))
    house.hear("", has_attachments=True, id="tomorrow")
    assert len(house.said) == FILES_A_DAY + 2


def test_more_pictures_than_are_looked_at_are_too_many_and_never_something_else() -> None:
    house = House()
    assert house.hear(pictures=[b"too_small"] * 6, has_more_pictures=True) is Outcome.TAKEN
    assert said(house) == (0, "too_many", False)


def test_a_report_has_six_in_all_as_far_as_is_known() -> None:
    house = House()
    house.change(photos=[f"p{number}" for number in range(5)])
    assert house.hear(pictures=[b"a", b"b"]) is Outcome.TAKEN
    assert said(house) == (1, "full", False)
    house.change(photos=[f"p{number}" for number in range(6)])
    assert house.hear(pictures=[b"c"], id="mail-2") is Outcome.TAKEN
    assert (photos(house), house.said[-1].facts["photos_missing"]) == (["box of a"], "full")


def test_where_nobody_takes_photos_none_is_even_looked_at() -> None:
    house = House()
    house.without_photos.add("litter")
    house.change(category="litter")
    assert house.hear(pictures=[b"a"]) is Outcome.TAKEN
    assert (said(house), house.pictures.asked) == ((0, "not_taken", False), 0)


def test_R1_danger_is_heard_at_once_whatever_hinders_pictures() -> None:
    house = House()
    house.pictures.is_busy = True
    assert house.hear("It smells of gas.", pictures=[b"a"]) is Outcome.TAKEN
    assert said(house) == (0, "not_now", False)
    assert house.said[0].facts["is_danger"]


def test_else_the_mail_comes_again_and_nothing_is_heard_before() -> None:
    house = House()
    house.pictures.is_busy = True
    with pytest.raises(TryAgain):
        house.hear(pictures=[b"a"])
    assert (house.replies.happened, house.said) == ([], [])
    house.pictures.is_busy = False
    assert house.hear(pictures=[b"a"]) is Outcome.TAKEN
    assert photos(house) == ["box of a"]


def test_what_is_over_gets_no_photos_though_a_sign_opens_it_again() -> None:
    house = House()
    house.change(case=seen(over_since=NOON - timedelta(days=1)))
    assert house.hear(pictures=[b"a"]) is Outcome.OVER
    assert house.hear("There is gas.", pictures=[b"a"], id="mail-2") is Outcome.TAKEN
    assert (photos(house), house.said[-1].facts["photos_missing"]) == ([], "over")


@pytest.mark.parametrize("sender", [STRANGER, ""])
def test_from_another_address_nothing_is_taken_or_looked_at(sender: str) -> None:
    house = House()
    assert house.hear(pictures=[b"a"], sender=sender) is Outcome.FOREIGN
    assert (photos(house), house.pictures.asked) == ([], 0)


def test_what_a_helper_sends_is_not_taken_and_that_is_said() -> None:
    house = House()
    assert house.hear(to=TO_ALMA, pictures=[b"a"]) is Outcome.TAKEN
    assert (photos(house), house.pictures.asked, said(house)) == ([], 0, (0, "", True))
    assert house.hear("", to=TO_ALMA, pictures=[b"a"], id="mail-2") is Outcome.FILES_ALONE
    assert house.said[-1].facts["has_attachments"]


def test_which_photos_a_report_has_is_heard_once_for_each() -> None:
    house = House()
    for version, added in ((4, ["p1"]), (5, ["p2", "p3"]), (5, ["p2", "p3"])):
        hear_report(
            HearReport(
                report_id=REPORT,
                event_id=f"e{version}",
                version=version,
                at=NOON,
                state=ReportState(
                    reference="N-1", category="litter", language="da", private=False, at_home=False, sensitive=False
                ),
                state_version=version,
                correlation_id=CASE,
                photos=added,
            ),
            matters=house.matters,
            deliveries=house.deliveries,
            people=house.people,
            roles=FakeRoles(),
            languages=("en",),
            ledger=FakeLedger(),
        )
    assert list(house.matters.known[REPORT].photos) == ["p1", "p2", "p3"]
