"""What stands in whose hands, as far as colleagues in one room tell."""

import random
import time

from bench.replay.caseworkers import InHand

CASE = "/desk/cases/N-7K3M-Q9WY-4"


class Never(random.Random):
    """Everybody always asks first."""

    def random(self) -> float:
        return 1.0


class Always(random.Random):
    """Nobody ever asks."""

    def random(self) -> float:
        return 0.0


def test_nobody_takes_what_a_colleague_is_at() -> None:
    hands, now = InHand(), time.monotonic()
    with hands.taken(CASE, now, Never()) as first, hands.taken(CASE, now, Never()) as second:
        assert (first, second) == (True, False)


def test_nor_what_a_colleague_has_seen_to_since_the_desk_was_looked_at() -> None:
    hands, listed_at = InHand(), time.monotonic()
    with hands.taken(CASE, listed_at, Never()):
        pass
    with hands.taken(CASE, listed_at, Never()) as is_free:
        assert not is_free


def test_but_what_still_stands_there_afterwards() -> None:
    hands = InHand()
    with hands.taken(CASE, time.monotonic(), Never()):
        pass
    with hands.taken(CASE, time.monotonic() + 1, Never()) as is_free:
        assert is_free


def test_some_do_not_ask() -> None:
    hands, now = InHand(), time.monotonic()
    with hands.taken(CASE, now, Never()), hands.taken(CASE, now, Always()) as is_free:
        assert is_free
