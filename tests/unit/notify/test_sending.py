"""Each message goes out once, or not at all with a reason; what nobody can know is called unknown."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from services.notify.domain.delivery import (
    BACK_OFF,
    Audience,
    Delivery,
    Priority,
    Recipient,
    Status,
    UnknownPolicy,
    Why,
)
from services.notify.domain.letter import Letter
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.ports.channels import ChannelAway, Deferred, OutcomeUnknown
from shared.errors import Undeliverable
from shared.events.triage_people import Grant, Role
from tests.factories.notify import ADA_CONTACT, NOON, delivery, matter, reader
from tests.fakes.notify_letters import PlainLetters
from tests.fakes.post_office import Office

ADA = "ada@nabo.example"


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


def test_of_one_address_a_coordinator_hears_once_a_day() -> None:
    office = Office(*(delivery(f"event-{number}") for number in range(5)))
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.channel.refuses[ADA] = Undeliverable("smtp_550_5_1_1")
    office.send()
    assert len([each for each in office.deliveries.all if each.message == "undelivered"]) == 1
    office.clock.advance(timedelta(days=1))
    office.deliveries.plan([delivery("the-next-day", planned_at=office.clock.now())])
    office.send()
    assert len([each for each in office.deliveries.all if each.message == "undelivered"]) == 2


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
        RecoverAbandoned(policy=UnknownPolicy.LEAVE),
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
    recover_abandoned(RecoverAbandoned(policy=policy), deliveries=office.deliveries, clock=office.clock)
    assert office.status() is status


def test_a_sender_that_lost_its_lease_sends_nothing_R16() -> None:
    office = Office(delivery())

    def others_take_it(_: object) -> None:
        office.deliveries.forget_leases()
        office.deliveries.abandoned(at=NOON, resend=False)
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


def test_the_limit_of_a_day_holds_for_all_senders_together() -> None:
    """Each has read what it knows of the address before any of them has sent."""
    office = Office(*(delivery(f"e{number}", message="message") for number in range(6)))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    sent: list[Status] = []
    meanwhile = [SendMessages(limit=3)]

    def another_sends(_: Letter) -> None:
        if meanwhile:
            sent.extend(each.status for each in send_messages(meanwhile.pop(), office=office.ports))

    office.channel.before_brink = another_sends
    sent.extend(each.status for each in send_messages(SendMessages(limit=3), office=office.ports))
    assert sorted(sent) == [*[Status.SENT] * 2, *[Status.SUPPRESSED] * 4]


def test_what_failed_leaves_its_place_to_others() -> None:
    office = Office(*(delivery(f"e{number}", message="message") for number in range(4)))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    office.channel.refuses[ADA] = Undeliverable("smtp_550")
    assert {status for status, _ in office.send()} == {Status.FAILED}
    del office.channel.refuses[ADA]
    office.deliveries.plan([delivery("later", message="message")])
    assert office.send() == [(Status.SENT, None)]


def test_what_was_put_off_has_its_place_when_it_comes_again() -> None:
    office = Office(*(delivery(f"e{number}", message="message") for number in range(2)))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    office.channel.falls[ADA] = Deferred(30)
    office.send()
    office.channel.falls.clear()
    office.deliveries.plan([delivery("later", message="message")])
    office.clock.advance(timedelta(minutes=10))
    assert sorted(status for status, _ in office.send()) == [Status.SENT, Status.SENT, Status.SUPPRESSED]


def test_a_coordinator_hears_of_so_many_addresses_a_day_and_no_more() -> None:
    office = Office(*(delivery(f"e{number}", to=Recipient(contact_id=f"c{number}")) for number in range(25)))
    office.archive.readers |= {f"c{number}": reader(contact_id=f"c{number}") for number in range(25)}
    office.archive.readers["kirsten"] = reader(contact_id="hers", box="kind=email;address=kirsten@desk.example")
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.channel.refuses[ADA] = Undeliverable("smtp_550")
    office.send()
    assert [status for status, _ in office.send()].count(Status.SENT) == 20
