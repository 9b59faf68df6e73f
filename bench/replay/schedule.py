"""When what befalls which process: drawn from a seed, so that a bad run can be had again."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

LONGEST_FREEZE_SECONDS = 8.0
"""Longer than a consumer's session and a relay's lease, so that whoever wakes finds others at its work."""


class Harm(StrEnum):
    """What is done to a process."""

    KILL = "kill"
    FREEZE = "freeze"
    RESTART = "restart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """at: seconds from the beginning. lasts: how many seconds a freeze takes; 0 for the others."""

    at: float
    process: str
    harm: Harm
    lasts: float = 0.0


def drawn(processes: Sequence[str], *, seconds: float, every: float, seed: int) -> list[Blow]:
    """About one blow `every` seconds. Each process gets its turn before any gets its next."""
    dice = random.Random(seed)
    return list(takewhile(lambda blow: blow.at < seconds, _blows(processes, every, dice)))


def evenly(victims: Sequence[str], *, seconds: float) -> list[Blow]:
    """Kills, one after the other, spread over the time."""
    pause = seconds / (len(victims) + 1)
    return [Blow(at=pause * turn, process=each, harm=Harm.KILL) for turn, each in enumerate(victims, 1)]


def _blows(processes: Sequence[str], every: float, dice: random.Random) -> Iterator[Blow]:
    at = 0.0
    for process in _turns(processes, dice):
        at += dice.uniform(0.5, 1.5) * every
        harm = dice.choice(list(Harm))
        lasts = dice.uniform(1.0, LONGEST_FREEZE_SECONDS) if harm is Harm.FREEZE else 0.0
        yield Blow(at=at, process=process, harm=harm, lasts=lasts)


def _turns(processes: Sequence[str], dice: random.Random) -> Iterator[str]:
    while True:
        yield from dice.sample(sorted(processes), len(processes))
