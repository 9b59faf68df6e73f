"""Threads that ask for schemas at the same moment each get one that holds together."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import make_dataclass
from threading import Barrier

import pytest

from shared.events.schema import schema

THREADS, ROUNDS = 8, 30


@pytest.fixture(autouse=True)
def threads_that_take_short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def types_that_share_one() -> list[type]:
    inner = make_dataclass("Inner", [("name", str)])
    middle = make_dataclass("Middle", [("first", inner), ("others", list[inner])])  # type: ignore[valid-type]
    fields = [("one", inner), ("two", middle), ("many", list[middle])]  # type: ignore[valid-type]
    return [make_dataclass(f"Outer{number}", fields) for number in range(THREADS)]


def test_each_is_whole_however_many_are_made_at_once() -> None:
    together = Barrier(THREADS)

    def make(form: type) -> object:
        together.wait()
        return schema(form).load({"one": {"name": "a"}, "two": {"first": {"name": "b"}, "others": []}, "many": []})

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(ROUNDS):
            assert len(list(pool.map(make, types_that_share_one()))) == THREADS
