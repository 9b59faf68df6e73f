"""What a routing decision is based on: codes, never words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """danger_signs, floor_signs: those that stand. area: None outside all. weekday: mon … sun; hour: 0 … 23, local.

    is_certain: False where somebody or something only guessed the category. task_on_site: None where a neighbour has
    no task in this category. somebody_answers: the pack names somebody who answers now. barred_by: why neighbours
    are out of the question by now, whatever the rules say.
    """

    category: str
    is_category_known: bool
    group: str | None
    danger_signs: tuple[str, ...]
    floor_signs: tuple[str, ...]
    consent: str
    at_home: bool
    has_place: bool
    area: str | None
    language: str
    language_has_danger_words: bool
    channel: str
    private: bool
    weekday: str
    hour: int
    task_on_site: bool | None
    somebody_answers: bool
    is_certain: bool = True
    barred_by: str | None = None


def values(facts: Facts) -> Mapping[str, frozenset[str]]:
    """By the name that a pack's rule gives a fact, the values it has."""
    return {
        "category": _one(facts.category),
        "group": _one(facts.group),
        "danger": _yes(facts.danger_signs),
        "floor": _yes(facts.floor_signs),
        "sign": frozenset((*facts.danger_signs, *facts.floor_signs)),
        "consent": _one(facts.consent),
        "place_kind": _one("home" if facts.at_home else "public"),
        "place_known": _yes(facts.has_place),
        "area": _one(facts.area),
        "language": _one(facts.language),
        "language_has_danger_words": _yes(facts.language_has_danger_words),
        "channel": _one(facts.channel),
        "private": _yes(facts.private),
        "weekday": _one(facts.weekday),
        "hour": _one(str(facts.hour)),
    }


def codes(facts: Facts) -> dict[str, str]:
    """The facts as a Decision keeps them: one string for each."""
    asked = {name: ",".join(sorted(held)) for name, held in values(facts).items()}
    own = {
        "certain": _said(facts.is_certain),
        "somebody_answers": _said(facts.somebody_answers),
        "task": "none" if facts.task_on_site is None else "on_site" if facts.task_on_site else "from_home",
    }
    return {**asked, **own, **({"barred_by": facts.barred_by} if facts.barred_by else {})}


def _one(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset((value,))


def _yes(value: object) -> frozenset[str]:
    return frozenset((_said(value),))


def _said(value: object) -> str:
    return "yes" if value else "no"
