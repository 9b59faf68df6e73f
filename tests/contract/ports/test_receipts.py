"""What a gateway tells of text messages moves them on the same way in memory and in MongoDB."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_receipts import MongoReceipts
from services.notify.bootstrap import INDEXES
from services.notify.domain.delivery import Channel, Delivery, Recipient, Status, delivery_id
from services.notify.domain.receipt import Outcome, Receipt, reference_of
from services.notify.ports.messages import Claim, Deliveries, Receipts, Result
from shared.errors import NotFound
from tests.databases import own_database
from tests.factories.notify import ADA_CONTACT, NOON, delivery
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_texts import FakeReceipts

ARRIVED, LOST = Outcome.ARRIVED, Outcome.LOST


def text_message(event_id: str = "event-1") -> Delivery:
    name = delivery_id(event_id, Recipient(contact_id=ADA_CONTACT), Channel.SMS)
    return delivery(event_id, id=name, channel=Channel.SMS)


@dataclass(frozen=True, slots=True)
class Keeper:
    deliveries: Deliveries
    receipts: Receipts

    def taken(self) -> Claim:
        """One message that is being handed over."""
        self.deliveries.plan([text_message()])
        claim = self.deliveries.claim(1, at=NOON, channel=Channel.SMS)
        self.deliveries.begin(claim.deliveries[0], claim, [])
        return claim

    def settled(self, status: Status) -> None:
        self.settle(self.taken(), status)

    def settle(self, claim: Claim, status: Status) -> None:
        done = [Result(delivery=claim.deliveries[0], status=status, at=NOON, why="x", next_at=NOON)]
        self.deliveries.settle(claim, done)

    def told(self, outcome: Outcome) -> Status | None:
        result = self.receipts.apply(Receipt(reference=reference_of(text_message().id), outcome=outcome, at=NOON))
        return result.status if result else None

    @property
    def troubled(self) -> list[Status]:
        return [each.status for each in self.deliveries.in_trouble(10)]


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, FakeReceipts(fake))
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Keeper(MongoDeliveries(database), MongoReceipts(database))


@pytest.mark.parametrize(
    "status, told, becomes, troubled",
    [
        (Status.UNKNOWN, [ARRIVED], [Status.SENT], []),
        (Status.UNKNOWN, [LOST], [Status.FAILED], [Status.FAILED]),
        (Status.UNKNOWN, [ARRIVED, ARRIVED], [Status.SENT, None], []),
        (Status.UNKNOWN, [ARRIVED, LOST], [Status.SENT, None], []),
        (Status.UNKNOWN, [LOST, ARRIVED], [Status.FAILED, Status.SENT], []),
        (Status.SENT, [ARRIVED], [None], []),
        (Status.SENT, [ARRIVED, LOST], [None, None], []),
        (Status.SENT, [LOST], [Status.FAILED], [Status.FAILED]),
        (Status.SENT, [LOST, LOST], [Status.FAILED, None], [Status.FAILED]),
        (Status.SENT, [LOST, ARRIVED], [Status.FAILED, Status.SENT], []),
        (Status.FAILED, [LOST], [None], [Status.FAILED]),
        (Status.FAILED, [ARRIVED], [Status.SENT], []),
        (Status.SUPPRESSED, [ARRIVED, LOST], [None, None], []),
        (Status.PENDING, [LOST], [None], []),
        (Status.PENDING, [ARRIVED], [Status.SENT], []),
    ],
)
def test_receipts_move_a_message_on_once_in_whatever_order_they_come(
    keeper: Keeper, status: Status, told: list[Outcome], becomes: list[Status | None], troubled: list[Status]
) -> None:
    keeper.settled(status)
    assert [keeper.told(each) for each in told] == becomes
    assert keeper.troubled == troubled


def test_what_arrived_is_not_sent_again_although_it_was_put_off_R16(keeper: Keeper) -> None:
    keeper.settled(Status.PENDING)
    keeper.told(ARRIVED)
    assert keeper.deliveries.claim(10, at=NOON, channel=Channel.SMS).deliveries == []


@pytest.mark.parametrize("status", [Status.SENT, Status.UNKNOWN])
@pytest.mark.parametrize(
    "told, becomes",
    [
        ([LOST], Status.FAILED),
        ([LOST, LOST], Status.FAILED),
        ([ARRIVED], Status.SENT),
        ([ARRIVED, LOST], Status.SENT),
        ([LOST, ARRIVED], Status.SENT),
    ],
)
def test_a_receipt_that_comes_before_we_wrote_down_the_sending_waits_for_it(
    keeper: Keeper, status: Status, told: list[Outcome], becomes: Status
) -> None:
    claim = keeper.taken()
    assert [keeper.told(each) for each in told] == [None] * len(told)
    assert keeper.receipts.overtaken() == [], "it is still being handed over"
    keeper.settle(claim, status)
    changed = [each.status for each in keeper.receipts.overtaken()]
    assert changed == ([] if becomes is status else [becomes])
    assert keeper.troubled == ([Status.FAILED] if becomes is Status.FAILED else [])
    assert keeper.receipts.overtaken() == []


def test_what_was_put_off_and_arrived_before_we_wrote_that_down_is_not_sent_again_R16(keeper: Keeper) -> None:
    claim = keeper.taken()
    keeper.told(ARRIVED)
    keeper.settle(claim, Status.PENDING)
    assert [each.status for each in keeper.receipts.overtaken()] == [Status.SENT]
    assert keeper.deliveries.claim(10, at=NOON, channel=Channel.SMS).deliveries == []


def test_a_receipt_of_no_message_of_ours_is_not_found(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    for reference in ("", "made-up", reference_of(delivery().id)):
        with pytest.raises(NotFound):
            keeper.receipts.apply(Receipt(reference=reference, outcome=ARRIVED, at=NOON))


def test_each_channel_has_a_queue_and_leases_of_its_own(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a mail"), text_message("a text")])
    assert keeper.deliveries.due_since(at=NOON) == NOON
    texts = keeper.deliveries.claim(10, at=NOON, channel=Channel.SMS)
    assert [each.event_id for each in texts.deliveries] == ["a text"]
    assert [each.event_id for each in keeper.deliveries.claim(10, at=NOON).deliveries] == ["a mail"]
