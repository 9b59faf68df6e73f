"""Medians, percentiles and spread of what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from statistics import median

from bench.load import Outcome

__all__ = ["Spread", "median", "per_second", "percentile", "spread", "successes", "waits_ms"]

GOOD = (HTTPStatus.OK, HTTPStatus.CREATED)


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest of the repeats."""

    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    return Spread(min(values), max(values))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by this share of them (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def successes(outcome: Outcome) -> int:
    return sum(answer.status in GOOD for answer in outcome.answers)


def per_second(outcome: Outcome) -> float:
    """Successful answers a second."""
    return successes(outcome) / outcome.seconds if outcome.seconds else 0.0


def waits_ms(outcome: Outcome) -> list[float]:
    """How long each waited for its answer, from when it was due."""
    return [(answer.at - answer.due) * 1000 for answer in outcome.answers]


def failures(outcome: Outcome) -> int:
    return len(outcome.answers) - successes(outcome)
