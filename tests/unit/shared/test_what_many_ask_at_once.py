"""A group commit: whoever comes while a command is under way shares the next one."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from deploy.local.waiting import wait_until
from shared.mongo.grouping import Grouped

PATIENCE = 30.0


class Slow:
    """A command whose first call waits until it is let go. asks: of each call."""

    def __init__(self, answer: Callable[[str], str | Exception] = str.upper) -> None:
        self._answer = answer
        self._let_go = Event()
        self.asks: list[Sequence[str]] = []

    def __call__(self, asks: Sequence[str]) -> Sequence[str | Exception]:
        self.asks.append(list(asks))
        if len(self.asks) == 1:
            assert self._let_go.wait(PATIENCE)
        return [self._answer(each) for each in asks]

    def let_go(self) -> None:
        self._let_go.set()


def all_at_once(slow: Slow, asks: Sequence[str], *, most: int = 100) -> list[Future[str]]:
    """The first one is under way when the others come."""
    grouped: Grouped[str, str] = Grouped(slow, most=most)
    with ThreadPoolExecutor(len(asks)) as hands:
        first = hands.submit(grouped, asks[0])
        wait_until(lambda: bool(slow.asks), seconds=PATIENCE, what="the first is under way")
        others = [hands.submit(grouped, each) for each in asks[1:]]
        wait_until(lambda: len(grouped) == len(others), seconds=PATIENCE, what="the others wait")
        slow.let_go()
    return [first, *others]


def test_one_alone_asks_at_once() -> None:
    slow = Slow()
    slow.let_go()
    grouped: Grouped[str, str] = Grouped(slow)

    assert [grouped("a"), grouped("b")] == ["A", "B"]
    assert slow.asks == [["a"], ["b"]]


def test_those_who_come_meanwhile_share_the_next_one_and_each_has_its_own_answer() -> None:
    slow = Slow()
    answers = all_at_once(slow, ["a", "b", "c", "d"])

    assert [each.result() for each in answers] == ["A", "B", "C", "D"]
    assert [sorted(each) for each in slow.asks] == [["a"], ["b", "c", "d"]]


def test_of_very_many_some_wait_for_one_more() -> None:
    slow = Slow()
    answers = all_at_once(slow, ["a", "b", "c", "d"], most=2)

    assert [each.result() for each in answers] == ["A", "B", "C", "D"]
    assert [len(each) for each in slow.asks] == [1, 2, 1]


def test_what_goes_wrong_for_one_is_raised_by_that_one_alone() -> None:
    slow = Slow(lambda ask: ValueError(ask) if ask == "c" else ask.upper())
    answers = all_at_once(slow, ["a", "b", "c"])

    assert [answers[0].result(), answers[1].result()] == ["A", "B"]
    with pytest.raises(ValueError, match="c"):
        answers[2].result()


def test_a_command_that_fails_fails_for_all_who_share_it_and_for_nobody_else() -> None:
    def answer(ask: str) -> str:
        if ask != "a":
            raise OSError("away")
        return ask.upper()

    first, *others = all_at_once(Slow(answer), ["a", "b", "c"])

    assert first.result() == "A"
    for each in others:
        with pytest.raises(OSError, match="away"):
            each.result()
