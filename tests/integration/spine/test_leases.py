"""A lease is held by one at a time, and passes on when its holder gives it up or dies."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Barrier

from pymongo.database import Database

from shared.errors import TryAgain
from shared.mongo.connect import Document
from tests.databases import patient_threads
from tests.integration.spine.stage import lease_of, until


def at_last(ask: Callable[[], bool]) -> bool:
    """What the database says once it answers: on a busy machine that can be later than it should be."""
    while True:
        with suppress(TryAgain):
            return ask()


def test_of_twenty_who_ask_at_once_one_holds_it(database: Database[Document]) -> None:
    together = Barrier(20)

    def ask(_: int) -> bool:
        lease = lease_of(database)
        together.wait()
        return at_last(lease.is_held)

    with patient_threads(20) as asking:
        assert sum(asking.map(ask, range(20))) == 1


def test_it_passes_on_at_once_when_it_is_given_up(database: Database[Document]) -> None:
    first, second = lease_of(database), lease_of(database)
    assert first.is_held()
    assert not second.is_held()
    first.give_up()
    assert second.is_held()
    assert not first.is_held()


def test_nobody_can_give_up_what_another_holds(database: Database[Document]) -> None:
    first, second = lease_of(database), lease_of(database)
    assert first.is_held()
    second.give_up()
    assert not second.is_held()


def test_it_lapses_when_its_holder_is_silent(database: Database[Document]) -> None:
    silent, waiting = lease_of(database, seconds=2.0), lease_of(database)
    assert silent.is_held()
    assert not waiting.is_held()
    until("it has lapsed", waiting.is_held, seconds=20)
    assert until("the silent one learns of it", lambda: not silent.is_held(), seconds=20)


def test_it_is_renewed_while_its_holder_works(database: Database[Document]) -> None:
    working, waiting = lease_of(database, seconds=4.0), lease_of(database)
    seen = [working.is_held()]
    before = until_of(database)
    while until_of(database) <= before:
        seen.append(working.is_held())
        assert not waiting.is_held()
    assert all(seen)


def until_of(database: Database[Document]) -> datetime:
    found = database["leases"].find_one({})
    assert found is not None
    until: datetime = found["until"]
    return until
