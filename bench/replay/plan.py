"""What each simulated person will do, decided before the run from a seed, so that a run can be repeated."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.replay.rows import Row, code_of
from shared.pack.common import Category

WITH_CONTACT = 0.7
WITH_CONSENT = 0.7
SENTENCES = (
    "I pass it every morning.",
    "It has been like this for about a week.",
    "My neighbour has noticed it as well.",
    "It got worse after the weekend.",
    "Somebody could trip over it.",
    "Thank you for looking at it.",
)


class Verdict(StrEnum):
    """What a reporter answers to "is it fixed?"."""

    FIXED = "fixed"
    NOT_FIXED_THEN_FIXED = "not_fixed_then_fixed"
    SILENT = "silent"


class Change(StrEnum):
    """What a reporter does before it is done."""

    NONE = "none"
    WITHDRAWS = "withdraws"
    NO_LONGER_NEEDED = "no_longer_needed"


class Answer(StrEnum):
    """What a neighbour does when asked."""

    YES = "yes"
    NO = "no"
    SILENCE = "silence"


class Course(StrEnum):
    """What becomes of a neighbour's yes."""

    DONE = "done"
    HANDED_BACK = "handed_back"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A report to send, and what its reporter will do. email: None where there is no contact."""

    key: str
    body: dict[str, Any]
    email: str | None
    verdict: Verdict
    change: Change


def plan(rows: Sequence[Row], categories: Sequence[Category], *, rest: str, language: str, seed: int) -> list[Planned]:
    """One planned report a row. The text is the service's name and a seeded sentence."""
    dice = random.Random(seed)
    return [_planned(row, categories, rest, language, dice) for row in rows]


def _planned(row: Row, categories: Sequence[Category], rest: str, language: str, dice: random.Random) -> Planned:
    email = f"resident-{row.number}@residents.example" if dice.random() < WITH_CONTACT else None
    body: dict[str, Any] = {
        "category": code_of(row.name, categories, language) or rest,
        "text": f"{row.name or 'Something else'}. {dice.choice(SENTENCES)}",
        "location": {"lat": row.lat, "long": row.long},
        "language": language,
        "neighbour_consent": dice.random() < WITH_CONSENT,
    }
    if email:
        body["contact"] = {"email": email}
    return Planned(
        key=f"replay-{row.number}",
        body=body,
        email=email,
        verdict=dice.choices(list(Verdict), (0.6, 0.15, 0.25))[0],
        change=dice.choices(list(Change), (0.95, 0.025, 0.025))[0],
    )


def answer_of(dice: random.Random) -> Answer:
    """What a neighbour says to one invitation."""
    return dice.choices(list(Answer), (0.45, 0.3, 0.25))[0]


def course_of(dice: random.Random) -> Course:
    """How a neighbour's task goes."""
    return dice.choices(list(Course), (0.85, 0.12, 0.03))[0]
