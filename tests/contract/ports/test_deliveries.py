"""What every keeper of messages promises, the one in memory and the one in MongoDB alike."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.bootstrap import INDEXES
from services.notify.domain.delivery import Channel, Delivery, Priority, Status
from services.notify.ports.messages import Claim, Deliveries, LeaseLost, Result
from shared.errors import IllegalMove, NotFound
from shared.mongo.connect import Document
from tests.databases import own_database
from tests.factories.notify import NOON, delivery
from tests.fakes.notify_messages import FakeDeliveries

LEASE = timedelta(milliseconds=80)
HOUR = timedelta(hours=1)
MONGODBS_TICK_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class Keeper:
    """Deliveries, and how to wait until every lease is over."""

    deliveries: Deliveries
    let_leases_end: Callable[[], None]

    def claim(self, limit: int = 10) -> Claim:
        return self.deliveries.claim(limit, at=NOON)

    def due(self) -> list[str]:
        """What is due now, in order; looking takes it."""
        return [each.event_id for each in self.claim().deliveries]


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, fake.forget_leases)
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Keeper(MongoDeliveries(database, lease=LEASE), lambda: _until_leases_end(database))


def _until_leases_end(database: Database[Document]) -> None:
    """A lease counts in the machine's time, so that somebody must really wait."""
    held = database["deliveries"].find({"claim": {"$exists": True}})
    last = max((each["lease_until"].timestamp() for each in held), default=0)
    while time.time() <= last + MONGODBS_TICK_SECONDS:
        time.sleep(0.005)


def result(each: Delivery, status: Status, **changes: object) -> Result:
    fields = {"delivery": each, "status": status, "at": NOON, **changes}
    return Result(**fields)  # type: ignore[arg-type]


def test_planning_twice_is_planning_once_R16(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a"), delivery("b")])
    keeper.deliveries.plan([delivery("b"), delivery("c")])
    assert sorted(keeper.due()) == ["a", "b", "c"]


def test_a_delivery_comes_back_as_it_was_planned(keeper: Keeper) -> None:
    planned = delivery(
        facts={"team": "lighting", "band": [1, 2], "codes": ["a"], "by": NOON, "yes": True, "none": None},
        words="æøå",
        box="box",
        expires_at=NOON + timedelta(hours=1),
        priority=Priority.ASKED,
    )
    keeper.deliveries.plan([planned])
    (claimed,) = keeper.claim().deliveries
    assert (claimed.facts, claimed.words, claimed.box) == (planned.facts, "æøå", "box")
    assert (claimed.to, claimed.expires_at, claimed.priority) == (planned.to, planned.expires_at, Priority.ASKED)


def test_what_goes_another_way_waits_there_as_the_same_message_R16(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a")])
    claim = keeper.claim()
    moved = result(claim.deliveries[0], Status.PENDING, next_at=NOON, channel=Channel.SMS)
    keeper.deliveries.settle(claim, [moved])
    keeper.deliveries.plan([delivery("a")])
    assert keeper.due() == []
    (found,) = keeper.deliveries.claim(9, at=NOON, channel=Channel.SMS).deliveries
    assert (found.id, found.channel, found.attempts) == (delivery("a").id, Channel.SMS, 0)


def test_the_most_urgent_goes_first_and_then_the_oldest(keeper: Keeper) -> None:
    keeper.deliveries.plan(
        [
            delivery("younger", planned_at=NOON - timedelta(minutes=1)),
            delivery("older", planned_at=NOON - timedelta(minutes=2)),
            delivery("sign-in", priority=Priority.SIGN_IN),
            delivery("not-yet", planned_at=NOON + timedelta(minutes=1)),
        ]
    )
    assert keeper.due() == ["sign-in", "older", "younger"]


def test_a_sign_in_goes_before_ten_thousand_others_that_have_waited_longer(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery(f"other-{number}", planned_at=NOON - HOUR) for number in range(10_000)])
    assert len(keeper.claim(25).deliveries) == 25
    keeper.deliveries.plan([delivery("sign-in", priority=Priority.SIGN_IN)])
    assert keeper.due()[0] == "sign-in"


def test_what_one_sender_has_no_other_gets(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a"), delivery("b")])
    assert len(keeper.claim(1).deliveries) == 1
    assert len(keeper.claim(10).deliveries) == 1
    assert keeper.claim(10).deliveries == []


def test_what_was_settled_is_over(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.deliveries.settle(claim, [result(claim.deliveries[0], Status.SENT)])
    keeper.let_leases_end()
    assert keeper.deliveries.abandoned(at=NOON, resend=True) == []
    assert keeper.due() == []


def test_the_end_of_one_is_written_with_the_beginning_of_the_next(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a"), delivery("b")])
    claim = keeper.claim()
    first, second = claim.deliveries
    keeper.deliveries.begin(first, claim, [])
    keeper.deliveries.begin(second, claim, [result(first, Status.SENT)])
    keeper.let_leases_end()
    left = keeper.deliveries.abandoned(at=NOON, resend=False)
    assert [(each.delivery.event_id, each.status) for each in left] == [(second.event_id, Status.UNKNOWN)]


def test_what_was_not_begun_is_given_back(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery("a"), delivery("b")])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.deliveries.give_back(claim)
    assert keeper.due() == [claim.deliveries[1].event_id]


@pytest.mark.stores
def test_while_nothing_can_be_sent_no_history_grows(stores: Stores) -> None:
    with own_database(stores, "notify", INDEXES) as database:
        deliveries = MongoDeliveries(database)
        deliveries.plan([delivery()])
        planned = database["deliveries"].find_one()
        for _ in range(3):
            deliveries.give_back(deliveries.claim(10, at=NOON))
        assert database["deliveries"].find_one() == planned


def test_what_waits_because_nothing_goes_is_looked_at_again_later_and_has_tried_nothing(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    (taken,) = claim.deliveries
    later = NOON + timedelta(minutes=1)
    waits = Result(delivery=taken, status=Status.PENDING, at=NOON, next_at=later, is_stuck=True, was_away=True)
    keeper.deliveries.settle(claim, [waits])
    assert keeper.due() == []
    (again,) = keeper.deliveries.claim(10, at=later).deliveries
    assert again.attempts == 0


@pytest.mark.stores
def test_however_long_nothing_goes_its_history_does_not_grow(stores: Stores) -> None:
    with own_database(stores, "notify", INDEXES) as database:
        deliveries = MongoDeliveries(database)
        deliveries.plan([delivery()])
        claim = deliveries.claim(10, at=NOON)
        waits = Result(
            delivery=claim.deliveries[0], status=Status.PENDING, at=NOON, next_at=NOON, is_stuck=True, was_away=True
        )
        planned = database["deliveries"].find_one({}, {"history": 1})["history"][:1]  # type: ignore[index]
        deliveries.settle(claim, [waits])
        found = database["deliveries"].find_one() or {}
        assert (found["history"], "lease_until" in found) == (planned, False)


def test_the_oldest_that_is_due_says_since_when(keeper: Keeper) -> None:
    earlier, later = NOON - timedelta(minutes=5), NOON + timedelta(seconds=1)
    assert keeper.deliveries.due_since(at=NOON) is None
    keeper.deliveries.plan([delivery("a"), replace(delivery("b"), planned_at=earlier, priority=Priority.SIGN_IN)])
    keeper.deliveries.plan([replace(delivery("c"), planned_at=later)])
    assert keeper.deliveries.due_since(at=NOON) == earlier
    claim = keeper.claim()
    assert keeper.deliveries.due_since(at=NOON) == earlier, "a sender that hangs on it has not sent it"
    for each in claim.deliveries:
        keeper.deliveries.begin(each, claim, [])
    keeper.deliveries.settle(claim, [result(each, Status.SENT) for each in claim.deliveries])
    assert keeper.deliveries.due_since(at=NOON) is None


def test_what_is_put_off_comes_when_it_is_due(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    later = NOON + timedelta(minutes=2)
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.deliveries.settle(claim, [result(claim.deliveries[0], Status.PENDING, next_at=later)])
    assert keeper.due() == []
    (again,) = keeper.deliveries.claim(10, at=later).deliveries
    assert again.attempts == 1


def test_a_sender_that_ended_before_handing_over_loses_nothing_R16(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    keeper.claim()
    keeper.let_leases_end()
    assert [each.status for each in keeper.deliveries.abandoned(at=NOON, resend=False)] == [Status.PENDING]
    assert keeper.due() == ["event-1"]


@pytest.mark.parametrize("resend, status", [(False, Status.UNKNOWN), (True, Status.PENDING)])
def test_a_sender_that_ended_while_handing_over_leaves_it_unknown_unless_the_policy_says_again(
    keeper: Keeper, *, resend: bool, status: Status
) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.let_leases_end()
    assert [each.status for each in keeper.deliveries.abandoned(at=NOON, resend=resend)] == [status]
    assert keeper.deliveries.count_unknown() == (status is Status.UNKNOWN)
    assert keeper.due() == (["event-1"] if resend else [])


@pytest.mark.endure(name="frozen", short=1, full=30, minutes=5)
def test_a_zombie_sends_nothing_and_settles_nothing_R16(keeper: Keeper, length: int) -> None:
    """length: how many times."""
    for turn in range(length):
        keeper.deliveries.plan([delivery(f"a {turn}"), delivery(f"b {turn}")])
        zombies = keeper.claim()
        keeper.let_leases_end()
        keeper.deliveries.abandoned(at=NOON, resend=False)
        others = keeper.claim()
        with pytest.raises(LeaseLost):
            keeper.deliveries.begin(zombies.deliveries[0], zombies, [])
        keeper.deliveries.settle(zombies, [result(zombies.deliveries[1], Status.FAILED, why="late")])
        for each in others.deliveries:
            keeper.deliveries.begin(each, others, [])
        assert keeper.deliveries.in_trouble(10) == []
        keeper.deliveries.settle(others, [result(each, Status.SENT) for each in others.deliveries])


def test_nothing_is_begun_twice(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.let_leases_end()
    keeper.deliveries.abandoned(at=NOON, resend=False)
    with pytest.raises(LeaseLost):
        keeper.deliveries.begin(claim.deliveries[0], claim, [])


@pytest.mark.parametrize("status", [Status.FAILED, Status.UNKNOWN])
def test_trouble_is_listed_and_a_person_may_send_it_again(keeper: Keeper, status: Status) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.deliveries.settle(claim, [result(claim.deliveries[0], status, why="smtp_550")])
    (trouble,) = keeper.deliveries.in_trouble(10)
    assert (trouble.status, trouble.why) == (status, "smtp_550")
    keeper.deliveries.again(trouble.id, at=NOON)
    assert keeper.deliveries.in_trouble(10) == []
    assert keeper.due() == ["event-1"]


def test_what_is_waiting_or_being_handed_over_is_not_sent_again_by_hand_R16(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    with pytest.raises(IllegalMove):
        keeper.deliveries.again(delivery().id, at=NOON)
    claim = keeper.claim()
    with pytest.raises(IllegalMove):
        keeper.deliveries.again(delivery().id, at=NOON)
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    with pytest.raises(IllegalMove):
        keeper.deliveries.again(delivery().id, at=NOON)
    assert keeper.due() == []


def test_what_went_out_is_not_sent_again_by_hand(keeper: Keeper) -> None:
    keeper.deliveries.plan([delivery()])
    claim = keeper.claim()
    keeper.deliveries.begin(claim.deliveries[0], claim, [])
    keeper.deliveries.settle(claim, [result(claim.deliveries[0], Status.SENT)])
    with pytest.raises(IllegalMove):
        keeper.deliveries.again(delivery().id, at=NOON)
    with pytest.raises(NotFound):
        keeper.deliveries.again("no such delivery", at=NOON)
