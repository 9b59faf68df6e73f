"""Who gets a text message, and what becomes of it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from services.notify.bootstrap import Notify, Sending
from services.notify.domain.delivery import Audience, Channel, Delivery, Recipient, Status, Why, delivery_id
from services.notify.domain.receipt import Outcome, Receipt, after, reference_of
from services.notify.domain.sending import DANGER, FAR_DANGERS_A_DAY, FAR_DANGERS_IN_ALL, may_be_a_strangers
from services.notify.entrypoints.senders.mail import sms_loops
from services.notify.handlers.hear_receipt import HearReceipt, hear_receipt, take_up_receipts
from services.notify.ports.channels import Deferred, NoChannel, OutcomeUnknown
from shared.errors import NotFound, Undeliverable
from shared.events import triage
from shared.events.triage_people import Grant, Role
from tests.factories.notify import ADA_CONTACT, NOON, delivery, matter, reader
from tests.fakes.ears import Room
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_texts import FakeReceipts, FakeSmsChannel
from tests.fakes.stop import StopAfterRests
from tests.unit.notify.texting import NUMBER, Texting


def test_whoever_reported_with_a_number_hears_by_text_message_once_R16() -> None:
    texting = Texting()
    for _ in range(2):
        texting.room.hear()
        texting.send()
    assert texting.only.channel is Channel.SMS
    assert texting.only.id.endswith(f"{ADA_CONTACT}:sms")
    assert [each.to for each in texting.channel.taken] == [NUMBER]


def test_a_person_is_texted_who_has_a_number_and_no_mail() -> None:
    room = Room(matter())
    room.employ("kim", Grant(role=Role.COORDINATOR), kind="phone")
    room.employ("kirsten", Grant(role=Role.COORDINATOR), kind="email")
    room.hear(triage.AbortedUnsafe(person_id="alma"))
    channels = {each.to.person_id: each.channel for each in room.deliveries.all if each.to.person_id}
    assert channels == {"kim": Channel.SMS, "kirsten": Channel.EMAIL}


def test_without_a_gateway_that_is_the_reason() -> None:
    texting = Texting()
    texting.room.hear()
    texting.channel.refuses[NUMBER] = NoChannel()
    assert texting.send() == [(Status.SUPPRESSED, Why.NO_CHANNEL)]
    assert texting.told_of == []


def test_whoever_said_stop_gets_nothing_more() -> None:
    texting = Texting(has_said_stop=True)
    texting.room.hear()
    assert texting.send() == [(Status.SUPPRESSED, Why.STOPPED)]


def test_nothing_goes_before_the_gateway_wants_it_again() -> None:
    texting = Texting()
    texting.room.hear()
    texting.channel.falls[NUMBER] = Deferred(300)
    assert texting.send() == [(Status.PENDING, None)]
    texting.clock.advance(timedelta(seconds=299))
    assert texting.send() == []
    texting.clock.advance(timedelta(seconds=1))
    texting.channel.falls.clear()
    assert texting.send() == [(Status.SENT, None)]


def test_what_may_have_gone_out_is_unknown_until_a_receipt_says_how_it_went() -> None:
    texting = Texting()
    texting.room.hear()
    texting.channel.falls[NUMBER] = OutcomeUnknown("sms_500")
    assert texting.send() == [(Status.UNKNOWN, "sms_500")]
    texting.clock.advance(timedelta(days=7))
    assert texting.send() == []
    hear_receipt(_receipt(texting, Outcome.ARRIVED), receipts=texting.receipts, on_failed=texting.tell)
    assert (texting.only.status, texting.told_of) == (Status.SENT, [])


def test_a_number_that_is_refused_or_never_reached_is_told_to_whoever_must_know() -> None:
    texting = Texting()
    texting.room.hear()
    texting.channel.falls[NUMBER] = Undeliverable("sms_400")
    assert texting.send() == [(Status.FAILED, "sms_400")]
    assert texting.told_of == ["routed"]
    later = Texting()
    later.room.hear()
    later.send()
    for _ in range(2):
        hear_receipt(_receipt(later, Outcome.LOST), receipts=later.receipts, on_failed=later.tell)
    assert (later.only.status, later.told_of) == (Status.FAILED, ["routed"])


def test_a_receipt_that_overtook_us_is_taken_up_and_told() -> None:
    texting = Texting()
    texting.room.hear()
    claim = texting.deliveries.claim(1, at=NOON, channel=Channel.SMS)
    hear_receipt(_receipt(texting, Outcome.LOST), receipts=texting.receipts, on_failed=texting.tell)
    assert take_up_receipts(receipts=texting.receipts, on_failed=texting.tell) == []
    texting.deliveries.give_back(claim)
    texting.send()
    (result,) = take_up_receipts(receipts=texting.receipts, on_failed=texting.tell)
    assert (result.status, texting.told_of) == (Status.FAILED, ["routed"])


def test_a_receipt_of_nothing_is_not_found() -> None:
    receipt = HearReceipt(receipt=Receipt(reference="x", outcome=Outcome.LOST, at=NOON))
    with pytest.raises(NotFound):
        hear_receipt(receipt, receipts=FakeReceipts(FakeDeliveries()), on_failed=lambda _: None)


def _receipt(texting: Texting, outcome: Outcome) -> HearReceipt:
    return HearReceipt(receipt=Receipt(reference=reference_of(texting.only.id), outcome=outcome, at=NOON))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("has_arrived", [True, False])
def test_what_arrived_never_counts_as_lost_again(status: Status, outcome: Outcome, *, has_arrived: bool) -> None:
    becomes = after(status, outcome, has_arrived=has_arrived)
    assert becomes in {None, Status.SENT if outcome is Outcome.ARRIVED else Status.FAILED}
    assert becomes is not status
    assert not (has_arrived and becomes is Status.FAILED)


def test_the_loop_of_text_messages_looks_after_its_own_channel_and_takes_up_receipts() -> None:
    swept: list[object] = []

    def sweeps(what: object = "receipts") -> tuple[()]:
        swept.append(what)
        return ()

    texting = SimpleNamespace(take_up_receipts=sweeps)
    notify = SimpleNamespace(recover_abandoned=sweeps, texting=texting, unheard_calls=lambda _results: ())
    sending = SimpleNamespace(send_messages=lambda _: [], settle_known=lambda: None, channel=FakeSmsChannel())
    (loop,) = sms_loops(cast("Notify", notify), cast("Sending", sending)).values()
    loop(StopAfterRests())
    assert swept == [Channel.SMS, "receipts"]


def test_what_strangers_may_have_brought_about_is_not_texted_to_every_country() -> None:
    texting = Texting(is_verified=False)
    texting.far_away.add(NUMBER)
    texting.room.hear()
    assert texting.send() == [(Status.SUPPRESSED, Why.FAR_AWAY)]
    assert not texting.channel.taken


def far(number: str, nth: int) -> Delivery:
    """The answer to words of danger from a number that nobody showed to be theirs."""
    to = Recipient(contact_id=number)
    return delivery(
        f"{number}-{nth}",
        id=delivery_id(f"{number}-{nth}", to, Channel.SMS),
        to=to,
        channel=Channel.SMS,
        message=DANGER,
        audience=Audience.PERSON,
        report_id=None,
        box=f"kind=phone;address={number}",
        planned_at=NOON,
        expires_at=None,
    )


def asks_from_far(texting: Texting, number: str, times: int) -> list[tuple[Status, str | None]]:
    texting.far_away.add(number)
    texting.archive.readers[number] = reader(contact_id=number, is_verified=False)
    texting.deliveries.plan([far(number, nth) for nth in range(times)])
    return texting.send()


def test_R1_danger_is_answered_far_away_too_a_few_times_a_day() -> None:
    texting = Texting()
    went = asks_from_far(texting, "+380501234567", FAR_DANGERS_A_DAY + 2)
    assert went == [(Status.SENT, None)] * FAR_DANGERS_A_DAY + [(Status.SUPPRESSED, Why.FAR_AWAY)] * 2
    assert {each.to for each in texting.channel.taken} == {"+380501234567"}
    texting.clock.advance(timedelta(days=1))
    texting.deliveries.plan([far("+380501234567", 9)])
    assert texting.send() == [(Status.SENT, None)]


def test_whoever_asks_with_many_numbers_from_far_is_answered_so_many_times_in_all() -> None:
    texting = Texting()
    went = [each for number in range(60) for each in asks_from_far(texting, f"+3805012345{number:02}", 2)]
    assert went.count((Status.SENT, None)) == FAR_DANGERS_IN_ALL
    assert went[-1] == (Status.SUPPRESSED, Why.FAR_AWAY)


def test_whoever_showed_that_the_number_is_theirs_is_texted_wherever_it_is() -> None:
    texting = Texting(is_verified=True)
    texting.far_away.add(NUMBER)
    texting.room.hear()
    assert texting.send() == [(Status.SENT, None)]


def test_that_a_way_in_changed_is_texted_wherever_it_was_shown() -> None:
    changed = delivery(message="ways_changed", audience=Audience.PERSON)
    assert not may_be_a_strangers(changed, reader(is_verified=False))
