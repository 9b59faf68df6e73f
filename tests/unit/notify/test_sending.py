"""Each message goes out once, or not at all with a reason; what nobody can know is called unknown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notify.domain.delivery import (
    BACK_OFF,
    ENDS,
    GIVES_UP_AFTER,
    MOVES,
    Audience,
    Delivery,
    Priority,
    Recipient,
    Status,
    UnknownPolicy,
    Why,
    next_attempt_at,
    send_again,
)
from services.notify.domain.letter import Letter
from services.notify.domain.sending import DailyCaps, Reader, objection
from services.notify.domain.subscription import Standing
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.send_messages import PostOffice, SendMessages, send_messages
from services.notify.handlers.tell_of_failure import tell_of_failure
from services.notify.ports.messages import ChannelAway, Deferred, OutcomeUnknown
from shared.clock import StoppedClock
from shared.errors import IllegalMove, Undeliverable
from shared.events.triage_people import Grant, Role
from tests.factories.notify import ADA_CONTACT, NOON, delivery, matter, reader, seen
from tests.fakes.notify_messages import FakeArchive, FakeChannel, FakeDeliveries, FakeMatters, PlainLetters
from tests.fakes.notify_people import FakeRoles, GlassBoxes

CAPS = DailyCaps(unverified=3, verified=20)
ADA = "ada@nabo.example"


class Office:
    """A post office in memory."""

    def __init__(self, *planned: object) -> None:
        self.clock = StoppedClock(NOON)
        self.deliveries, self.archive, self.channel, self.roles = (
            FakeDeliveries(),
            FakeArchive(),
            FakeChannel(),
            FakeRoles(),
        )
        self.matters = FakeMatters(matter(case=seen(team="works")))
        self.archive.matters["report-1"] = matter()
        self.archive.readers[ADA_CONTACT] = reader()
        self.letters = PlainLetters()
        self.deliveries.plan(planned)  # type: ignore[arg-type]

    @property
    def ports(self) -> PostOffice:
        return PostOffice(
            deliveries=self.deliveries,
            archive=self.archive,
            opens=GlassBoxes(),
            letters=self.letters,
            channel=self.channel,
            clock=self.clock,
            caps=CAPS,
            day_of=lambda at: at.astimezone(UTC).date(),
            on_failed=lambda failed: tell_of_failure(
                failed, deliveries=self.deliveries, matters=self.matters, roles=self.roles, clock=self.clock
            ),
        )

    def send(self) -> list[tuple[Status, str | None]]:
        return [(each.status, each.why) for each in send_messages(SendMessages(), office=self.ports)]

    def status(self, event_id: str = "event-1") -> Status:
        return next(each.status for each in self.deliveries.all if each.event_id == event_id)


def test_what_is_due_is_sent_and_not_again_R16() -> None:
    office = Office(delivery())
    assert office.send() == [(Status.SENT, None)]
    assert office.send() == []
    assert [letter.to for letter in office.channel.taken] == [ADA]


def test_sign_ins_go_before_everything_else() -> None:
    news = [delivery(f"news-{number}") for number in range(5)]
    sign_in = delivery("sign-in", priority=Priority.SIGN_IN, planned_at=NOON)
    office = Office(*news, sign_in)
    send_messages(SendMessages(limit=1), office=office.ports)
    assert office.status("sign-in") is Status.SENT


def test_a_refused_address_fails_and_the_coordinator_is_asked_to_find_another_way() -> None:
    office = Office(delivery())
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.channel.refuses[ADA] = Undeliverable("smtp_550_5_1_1")
    assert office.send() == [(Status.FAILED, "smtp_550_5_1_1")]
    told = [each for each in office.deliveries.all if each.message == "undelivered"]
    assert [each.to.person_id for each in told] == ["kirsten"]


def test_a_refused_address_is_told_to_coordinators_of_its_team_alone() -> None:
    office = Office(delivery())
    for person_id, team in (("kim", "works"), ("kai", "streets")):
        office.roles.keep(person_id, [Grant(role=Role.COORDINATOR, team=team)], version=1)
    office.channel.refuses[ADA] = Undeliverable("smtp_550")
    office.send()
    assert [each.to.person_id for each in office.deliveries.all if each.message == "undelivered"] == ["kim"]


def test_a_coordinator_who_cannot_be_reached_is_not_told_of_that() -> None:
    kirsten = delivery(to=Recipient(person_id="kirsten"), audience=Audience.COORDINATOR)
    office = Office(kirsten)
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.archive.readers["kirsten"] = reader()
    office.channel.refuses[ADA] = Undeliverable("smtp_550")
    office.send()
    assert len(office.deliveries.all) == 1


def test_a_passing_refusal_is_tried_again_later_and_later() -> None:
    office = Office(delivery())
    office.channel.refuses[ADA] = Deferred(30)
    for wait in (*BACK_OFF, BACK_OFF[-1]):
        assert office.send() == [(Status.PENDING, None)]
        office.clock.advance(wait - timedelta(seconds=1))
        assert office.send() == []
        office.clock.advance(timedelta(seconds=1))
    office.channel.refuses.clear()
    assert office.send() == [(Status.SENT, None)]


def test_whom_the_server_does_not_answer_for_holds_up_nobody_else() -> None:
    bo = delivery("b", to=Recipient(contact_id="b0" * 32))
    office = Office(delivery("a"), bo)
    office.archive.readers["b0" * 32] = reader(contact_id="b0" * 32, box="kind=email;address=bo@nabo.example")
    office.channel.refuses[ADA] = Deferred(30)
    assert office.send() == [(Status.PENDING, None), (Status.SENT, None)]


def test_after_three_days_it_is_given_up() -> None:
    planned = delivery()
    assert next_attempt_at(planned, at=NOON + GIVES_UP_AFTER - timedelta(seconds=1)) is not None
    assert next_attempt_at(planned, at=NOON + GIVES_UP_AFTER) is None


def test_when_the_mail_server_is_away_everything_waits_and_nothing_is_counted() -> None:
    office = Office(delivery("a"), delivery("b"))
    office.channel.refuses[ADA] = ChannelAway(2)
    with pytest.raises(ChannelAway):
        office.send()
    assert {each.status for each in office.deliveries.all} == {Status.PENDING}
    office.channel.refuses.clear()
    assert office.send() == [(Status.SENT, None), (Status.SENT, None)]


def test_what_may_have_gone_out_is_unknown_and_never_sent_again_R16() -> None:
    office = Office(delivery())
    office.channel.falls[ADA] = OutcomeUnknown("no_answer")
    assert office.send() == [(Status.UNKNOWN, "no_answer")]
    office.channel.falls.clear()
    office.clock.advance(timedelta(days=30))
    assert office.send() == []
    assert [each.status for each in office.deliveries.in_trouble(10)] == [Status.UNKNOWN]


class Killed(BaseException):
    """The process ends here."""


def test_a_sender_that_died_before_the_brink_leaves_a_message_that_is_sent_R16() -> None:
    office = Office(delivery())

    def die(_: object) -> None:
        raise Killed

    office.channel.before_brink = die
    claim = office.deliveries.claim(10, at=NOON)
    assert claim.deliveries, "the dead sender had it"
    office.deliveries.forget_leases()
    recover_abandoned(
        RecoverAbandoned(policy=UnknownPolicy.LEAVE, day_of=datetime.date),
        deliveries=office.deliveries,
        clock=office.clock,
    )
    office.channel.before_brink = lambda _: None
    assert office.send() == [(Status.SENT, None)]


@pytest.mark.parametrize(
    "policy, status", [(UnknownPolicy.LEAVE, Status.UNKNOWN), (UnknownPolicy.RESEND, Status.PENDING)]
)
def test_of_what_a_sender_was_handing_over_when_it_died_the_policy_decides(
    policy: UnknownPolicy, status: Status
) -> None:
    office = Office(delivery())
    claim = office.deliveries.claim(10, at=NOON)
    office.deliveries.begin(claim.deliveries[0], claim, [])
    office.deliveries.forget_leases()
    recover_abandoned(
        RecoverAbandoned(policy=policy, day_of=datetime.date), deliveries=office.deliveries, clock=office.clock
    )
    assert office.status() is status


def test_a_sender_that_lost_its_lease_sends_nothing_R16() -> None:
    office = Office(delivery())

    def others_take_it(_: object) -> None:
        office.deliveries.forget_leases()
        office.deliveries.abandoned(at=NOON, day=NOON.date(), resend=False)
        office.deliveries.claim(10, at=NOON + timedelta(minutes=1))

    office.channel.before_brink = others_take_it
    assert office.send() == []
    assert office.channel.taken == []


class TornLetters(PlainLetters):
    """Cannot write some messages."""

    def write(self, delivery: Delivery, opened: Mapping[str, str], **known: Any) -> Letter:  # noqa: ANN401 -- passed on
        if delivery.event_id == "torn":
            raise Undeliverable("cannot_be_written")
        return super().write(delivery, opened, **known)


def test_a_letter_that_cannot_be_written_fails_is_told_and_holds_up_no_other() -> None:
    office = Office(delivery("torn"), delivery("whole"))
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.letters = TornLetters()
    assert office.send() == [(Status.FAILED, "cannot_be_written"), (Status.SENT, None)]
    assert [each.to.person_id for each in office.deliveries.all if each.message == "undelivered"] == ["kirsten"]


def test_a_box_that_cannot_be_opened_fails_loudly() -> None:
    office = Office(delivery())
    office.archive.readers[ADA_CONTACT] = reader(box="damaged")
    assert office.send() == [(Status.FAILED, Why.UNREADABLE_BOX)]


def test_a_phone_number_gets_no_mail() -> None:
    office = Office(delivery())
    office.archive.readers[ADA_CONTACT] = reader(box="kind=phone;address=+358401234567")
    assert office.send() == [(Status.SUPPRESSED, Why.NO_CHANNEL)]


def test_nothing_goes_out_after_a_withdrawal_that_came_after_planning_R14() -> None:
    office = Office(delivery())
    office.archive.matters["report-1"] = matter(is_withdrawn=True)
    assert office.send() == [(Status.SUPPRESSED, Why.WITHDRAWN)]


def test_the_limit_of_a_day_holds_within_one_batch_too() -> None:
    office = Office(*(delivery(f"e{number}", message="message") for number in range(4)))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    assert [status for status, _ in office.send()] == [Status.SENT, Status.SENT, Status.SUPPRESSED, Status.SUPPRESSED]


def test_sign_ins_take_no_place_of_the_reports_of_their_batch() -> None:
    asked = [
        delivery(f"s{number}", message="sign_in", audience=Audience.PERSON, report_id=None, priority=Priority.SIGN_IN)
        for number in range(10)
    ]
    office = Office(*asked, delivery("news", message="accepted"))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    assert {status for status, _ in office.send()} == {Status.SENT}


def test_what_may_have_gone_out_counts_within_one_batch_too() -> None:
    office = Office(*(delivery(f"e{number}", message="message") for number in range(3)))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    office.channel.falls[ADA] = OutcomeUnknown("no_answer")
    assert [status for status, _ in office.send()] == [Status.UNKNOWN, Status.UNKNOWN, Status.SUPPRESSED]


def why(known: Reader | None, **changes: Any) -> Why | None:  # noqa: ANN401 -- any field
    return objection(delivery(**changes), matter=matter(), reader=known, caps=CAPS, at=NOON)


def test_somebody_without_a_contact_is_not_written_to() -> None:
    assert why(None) is Why.NO_CONTACT


def test_an_invitation_that_expired_is_not_sent() -> None:
    assert why(reader(), expires_at=NOON) is Why.TOO_LATE


def test_whoever_stopped_is_left_alone() -> None:
    assert why(reader(standing=Standing.STOPPED)) is Why.STOPPED


def test_this_was_not_me_is_heard_for_every_report_until_the_address_is_shown_to_be_theirs() -> None:
    assert why(reader(standing=Standing.NOT_THEIRS)) is Why.NOT_THEIRS
    assert why(reader(is_disowned=True, is_verified=False)) is Why.NOT_THEIRS
    assert why(reader(is_disowned=True, is_verified=True)) is None


def test_an_unverified_address_gets_a_few_messages_a_day() -> None:
    unverified = reader(is_verified=False, sent_today=2)
    assert why(unverified, message="accepted") is Why.DAILY_LIMIT
    assert why(unverified, message="resolved") is None, "the last place is kept for the question"
    assert why(replace(unverified, sent_today=3), message="resolved") is Why.DAILY_LIMIT
    assert why(reader(sent_today=3), message="accepted") is None


def test_helpers_and_staff_have_no_daily_limit() -> None:
    assert why(reader(sent_today=99), audience=Audience.COORDINATOR) is None


@pytest.mark.parametrize("status", Status)
def test_only_what_failed_or_may_have_failed_is_sent_again_by_hand_R16(status: Status) -> None:
    if status in {Status.FAILED, Status.UNKNOWN}:
        assert send_again(status) is Status.PENDING
    else:
        with pytest.raises(IllegalMove):
            send_again(status)


def test_every_state_has_a_way_out_or_is_an_end() -> None:
    assert set(MOVES) == set(Status)
    assert all(MOVES[status] for status in Status if status not in ENDS)
    assert Status.SENDING not in MOVES[Status.UNKNOWN], "only a person decides what follows unknown"
