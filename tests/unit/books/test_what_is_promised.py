"""Wherever a process ends or sleeps the books balance, and they do not if anything is built wrongly (rule R16)."""

from dataclasses import replace

import pytest

from bench.replay.books import Attempt, Books, audit, in_doubt
from tests.unit.books.fate import Fate, How, kind
from tests.unit.books.house import House, Parts
from tests.unit.books.mistakes import MISTAKES

STEPS = 40
"""More than a run has, so that the last of them go in peace."""

FATES = [(at, how) for at in range(STEPS) for how in How]
GOOD = Books(
    attempts=[
        Attempt(key="a", status=503, at=1.0),
        Attempt(key="a", status=201, at=2.0, report_id="1"),
        Attempt(key="b", status=422, at=3.0),
    ],
    stored=["1"],
    ended=["1"],
    sends={"m": 1},
    unreadable=["t:0:1"],
    set_aside=["t:0:1", "t:0:1"],
)


def found(fate: Fate, parts: Parts) -> set[str]:
    """Which promises are broken in one run."""
    return set(audit(House(fate, parts).live()).wrong)


def test_a_run_has_fewer_steps_than_are_tried() -> None:
    house = House(kind())
    assert audit(house.live()).wrong == {}
    assert 20 < house.fate.steps < STEPS
    assert len(house.arrived) == 3


@pytest.mark.parametrize("how", How)
def test_wherever_a_process_ends_or_sleeps_the_books_balance_R16(how: How) -> None:
    broken = {at: wrong for at in range(STEPS) if (wrong := found(Fate(at, how), Parts()))}
    assert broken == {}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_books_notice_what_is_built_wrongly(name: str) -> None:
    parts, expected = MISTAKES[name]
    assert any(expected <= found(Fate(at, how), parts) for at, how in FATES)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("how", [How.KILLED_AFTER, How.FROZEN_BEFORE])
def test_topics_heard_again_in_another_order_change_nothing_and_tell_nobody_R16(how: How, seed: int) -> None:
    for at in range(0, STEPS, 8):
        house = House(Fate(at, how))
        house.live()
        before = house.digest()
        house.hear_again(seed)
        assert house.digest() == before


def test_good_books_are_good() -> None:
    assert audit(GOOD).wrong == {}


@pytest.mark.parametrize(
    "books,promise",
    [
        (replace(GOOD, stored=[]), "lost"),
        (replace(GOOD, ended=[]), "open"),
        (replace(GOOD, stored=["1", "2"]), "strangers"),
        (replace(GOOD, sends={"m": 2}), "sent_twice"),
        (replace(GOOD, overdue=["a lease"]), "overdue"),
        (replace(GOOD, set_aside=[]), "dropped"),
        (
            replace(
                GOOD,
                attempts=[*GOOD.attempts, Attempt(key="a", status=201, at=4.0, report_id="2")],
                stored=["1", "2"],
                ended=["1", "2"],
            ),
            "taken_twice",
        ),
    ],
)
def test_each_broken_promise_is_named(books: Books, promise: str) -> None:
    assert set(audit(books).wrong) == {promise}


def test_a_request_without_an_answer_may_have_left_one_report_and_no_more() -> None:
    doubtful = [*GOOD.attempts, Attempt(key="c", status=0, at=4.0)]
    assert in_doubt(doubtful) == ["c"]
    assert audit(replace(GOOD, attempts=doubtful, stored=["1", "2"])).wrong == {}
    assert set(audit(replace(GOOD, attempts=doubtful, stored=["1", "2", "3"])).wrong) == {"strangers"}
