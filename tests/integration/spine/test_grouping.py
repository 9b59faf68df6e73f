"""What many write at the same time goes together, and each hears of their own."""

from collections.abc import Callable
from threading import Barrier

import pytest
from pymongo import InsertOne, UpdateOne
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, WriteError

from deploy.local.stores import Stores
from shared.mongo.connect import Document
from shared.mongo.grouping import grouped_reads, grouped_writes
from tests.databases import patient_threads, root_of

MANY = 24


@pytest.fixture
def things(database: Database[Document]) -> Collection[Document]:
    return database["things"]


def at_once(ask: Callable[[int], object]) -> list[BaseException | None]:
    """What each of many threads raised."""
    ready = Barrier(MANY)

    def one(number: int) -> object:
        ready.wait(30)
        return ask(number)

    with patient_threads(MANY) as hands:
        asked = [hands.submit(one, number) for number in range(MANY)]
    return [each.exception() for each in asked]


def test_whoever_comes_second_hears_so_and_nobody_else_does(things: Collection[Document]) -> None:
    things.insert_many([{"_id": number, "by": "before"} for number in range(0, MANY, 2)])
    write = grouped_writes(things)

    raised = at_once(lambda number: write(InsertOne({"_id": number, "by": "now"})))

    assert [type(error) for error in raised] == [DuplicateKeyError, type(None)] * (MANY // 2)
    assert things.count_documents({"by": "now"}) == MANY // 2


def test_of_which_index_a_repeat_was_is_told(stores: Stores, database: Database[Document]) -> None:
    root_of(stores)[database.name]["named_things"].create_index("name", name="name", unique=True)
    write = grouped_writes(database["named_things"])
    write(InsertOne({"_id": 1, "name": "a"}))

    with pytest.raises(DuplicateKeyError) as raised:
        write(InsertOne({"_id": 2, "name": "a"}))

    assert (raised.value.details or {})["keyPattern"] == {"name": 1}


def test_an_update_that_cannot_be_made_fails_alone(things: Collection[Document]) -> None:
    things.insert_many([{"_id": number, "count": "words" if number == 3 else 0} for number in range(MANY)])
    write = grouped_writes(things)

    raised = at_once(lambda number: write(UpdateOne({"_id": number}, {"$inc": {"count": 1}})))

    assert [number for number, error in enumerate(raised) if error is not None] == [3]
    assert isinstance(raised[3], WriteError)
    assert things.count_documents({"count": 1}) == MANY - 1


def test_each_reads_what_it_asked_for(things: Collection[Document]) -> None:
    things.insert_many([{"_id": str(number)} for number in range(0, MANY, 2)])
    read = grouped_reads(things)
    found: dict[int, Document | None] = {}

    assert at_once(lambda number: found.update({number: read(str(number))})) == [None] * MANY

    assert found == {number: None if number % 2 else {"_id": str(number)} for number in range(MANY)}
