"""Who was called because of one event is known the same way in memory and in MongoDB."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_calls import MongoCalls
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.bootstrap import INDEXES
from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient, Status
from services.notify.ports.messages import Calls, Deliveries, Result
from tests.databases import own_database
from tests.factories.notify import NOON, delivery
from tests.fakes.notify_digests import FakeCalls
from tests.fakes.notify_messages import FakeDeliveries


@dataclass(frozen=True, slots=True)
class Keeper:
    deliveries: Deliveries
    calls: Calls


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, FakeCalls(fake))
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Keeper(MongoDeliveries(database), MongoCalls(database))


def call(name: str, event_id: str = "unsafe", audience: Audience = Audience.COORDINATOR) -> Delivery:
    return delivery(event_id, to=Recipient(person_id=name), priority=Priority.SAFETY, audience=audience)


def test_all_calls_because_of_the_event_are_known_as_they_fare_now(keeper: Keeper) -> None:
    both = [call("kirsten"), call("kim", audience=Audience.CASEWORKER)]
    keeper.deliveries.plan([*both, call("karl", event_id="urgent")])
    claim = keeper.deliveries.claim(1, at=NOON)
    keeper.deliveries.settle(claim, [Result(delivery=claim.deliveries[0], status=Status.SUPPRESSED, at=NOON)])
    known = keeper.calls.because_of(both[0])
    assert {each.to.person_id for each in known} == {"kirsten", "kim"}
    assert sorted(each.status for each in known) == [Status.PENDING, Status.SUPPRESSED]


def test_what_else_is_told_of_the_event_is_no_call(keeper: Keeper) -> None:
    news, to_helper = delivery("unsafe"), call("hanna", audience=Audience.HELPER)
    keeper.deliveries.plan([call("kirsten"), news, to_helper])
    assert [each.to.person_id for each in keeper.calls.because_of(call("kirsten"))] == ["kirsten"]
