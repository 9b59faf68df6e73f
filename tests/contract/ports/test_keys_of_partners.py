"""Keys of partners' systems and their uses: what the fakes promise to unit tests, MongoDB keeps."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.intake.adapters.made_api_keys import new_api_key
from services.intake.adapters.mongo_api_keys import MongoApiKeys, MongoKeyUses
from services.intake.adapters.mongo_minutes import MongoAddressUses
from services.intake.bootstrap import INDEXES
from services.intake.domain.api_key import NONE_YET, id_in
from services.intake.ports import ApiKeys, KeyUses, Minutes, Uses
from shared.clock import StoppedClock
from shared.errors import NotFound, StaleVersion
from shared.events.intake_keys import ApiKeyIssued, ApiKeyRevoked
from shared.mongo.connect import Document
from shared.repository import Found
from tests.databases import own_database, patient_threads
from tests.factories.reports import NOW
from tests.fakes.intake_keys import FakeApiKeys, FakeKeyUses

BOTH = pytest.mark.parametrize("kind", ["fake", pytest.param("mongo", marks=pytest.mark.stores)])
MINUTE = timedelta(minutes=1)
ISSUED = ApiKeyIssued(owner="Port authority", secret="hash", per_minute=3, reason="new_partner", expires_at=NOW)


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "intake", INDEXES) as made:
        yield made


@pytest.fixture
def keys(kind: str, request: pytest.FixtureRequest) -> ApiKeys:
    clock = StoppedClock(NOW)
    if kind == "fake":
        return FakeApiKeys(clock=clock)
    return MongoApiKeys(request.getfixturevalue("database"), clock=clock)


@pytest.fixture
def uses(kind: str, request: pytest.FixtureRequest) -> KeyUses:
    return FakeKeyUses() if kind == "fake" else MongoKeyUses(request.getfixturevalue("database"))


def kept(keys: ApiKeys, name: str) -> str:
    return keys.append(Found(id=name, state=NONE_YET, version=0), [ISSUED], by="kim").id


@BOTH
def test_a_key_is_found_by_its_id_and_all_in_the_order_of_theirs(keys: ApiKeys) -> None:
    assert list(keys.all()) == []
    for name in ("b", "a"):
        kept(keys, name)
    state = keys.get("a").state
    assert (state.owner, state.secret, state.per_minute, state.expires_at) == ("Port authority", "hash", 3, NOW)
    assert [each.id for each in keys.all()] == ["a", "b"]
    with pytest.raises(NotFound):
        keys.get("c")


@BOTH
def test_its_history_tells_who_when_and_why_and_neither_owner_nor_hash(keys: ApiKeys) -> None:
    found = keys.get(kept(keys, "a"))
    keys.append(found, [ApiKeyRevoked(reason="key_leaked")], by="lou")
    assert keys.get("a").state.is_revoked
    told = keys.history("a")
    assert [(each["at"], each["by"], each["data"]["reason"]) for each in told] == [
        (NOW, "kim", "new_partner"),
        (NOW, "lou", "key_leaked"),
    ]
    assert "hash" not in repr(told)
    assert "Port" not in repr(told)
    with pytest.raises(StaleVersion):
        keys.append(found, [ApiKeyRevoked(reason="key_leaked")], by="lou")


@BOTH
def test_a_key_is_counted_by_the_minute(uses: KeyUses) -> None:
    at = NOW + timedelta(seconds=30)
    assert uses.last_used_at("a") is None
    assert [uses.count("a", at).count for _ in range(3)] == [1, 2, 3]
    assert uses.count("b", at) == Uses(count=1, until=NOW + MINUTE)
    assert uses.count("a", at + MINUTE) == Uses(count=1, until=NOW + 2 * MINUTE)
    assert uses.last_used_at("a") == NOW + MINUTE


@BOTH
def test_whoever_has_no_key_is_counted_by_the_minute_too(kind: str, request: pytest.FixtureRequest) -> None:
    uses: Minutes = (
        FakeKeyUses() if kind == "fake" else MongoAddressUses(request.getfixturevalue("database"), key=b"key")
    )
    assert [uses.count("here", NOW).count for _ in range(2)] == [1, 2]
    assert uses.count("there", NOW) == Uses(count=1, until=NOW + MINUTE)
    assert uses.count("here", NOW + MINUTE) == Uses(count=1, until=NOW + 2 * MINUTE)


@BOTH
def test_a_clock_that_is_behind_counts_towards_the_newest_minute(uses: KeyUses) -> None:
    uses.count("a", NOW + MINUTE)
    assert uses.count("a", NOW) == Uses(count=2, until=NOW + 2 * MINUTE)
    assert uses.count("a", NOW + MINUTE).count == 3


@pytest.mark.stores
def test_none_is_counted_twice_or_not_at_all_however_many_come_at_once(database: Database[Document]) -> None:
    uses = MongoKeyUses(database)
    with patient_threads(16) as threads:
        counted = list(threads.map(lambda _: uses.count("a", NOW).count, range(200)))
    assert sorted(counted) == list(range(1, 201))


def test_each_new_key_is_another_one_that_can_be_read() -> None:
    made = {new_api_key() for _ in range(1000)}
    assert len({id_in(each) for each in made}) == len(made) == 1000
