"""What a routing decision is based on: codes, never words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the neighbourhood says about a report, here and now. group: of the category; None for an unknown one.

    area: None outside them all. weekday: mon … sun, hour: 0 … 23, both local. somebody_answers: who is on call (R8).
    task_on_site: whether a neighbour would have to go there; None where the category has no task for neighbours.
    """

    is_category_known: bool
    group: str | None
    area: str | None
    language_has_danger_words: bool
    weekday: str
    hour: int
    task_on_site: bool | None
    somebody_answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """danger_signs, floor_signs: those that stand. for_whom, they_agreed, wording: see `Consent`.

    barred_by: why neighbours are out of the question by now, whatever the rules say.
    """

    category: str
    danger_signs: tuple[str, ...]
    floor_signs: tuple[str, ...]
    consent: str
    at_home: bool
    has_place: bool
    language: str
    channel: str
    private: bool
    around: Around
    barred_by: str | None = None
    for_whom: str = "not_asked"
    they_agreed: str = "not_asked"
    wording: str = ""


def values(facts: Facts) -> Mapping[str, frozenset[str]]:
    """By the name that a pack's rule gives a fact, the values it has."""
    return {
        "category": _one(facts.category),
        "group": _one(facts.around.group),
        "danger": _yes(facts.danger_signs),
        "floor": _yes(facts.floor_signs),
        "sign": frozenset((*facts.danger_signs, *facts.floor_signs)),
        "consent": _one(facts.consent),
        "place_kind": _one("home" if facts.at_home else "public"),
        "place_known": _yes(facts.has_place),
        "area": _one(facts.around.area),
        "language": _one(facts.language),
        "language_has_danger_words": _yes(facts.around.language_has_danger_words),
        "channel": _one(facts.channel),
        "private": _yes(facts.private),
        "weekday": _one(facts.around.weekday),
        "hour": _one(str(facts.around.hour)),
    }


def codes(facts: Facts) -> dict[str, str]:
    """The facts as a Decision keeps them: one string for each."""
    asked = {name: ",".join(sorted(held)) for name, held in values(facts).items()}
    own = {
        "somebody_answers": _said(facts.around.somebody_answers),
        "task": "none"
        if facts.around.task_on_site is None
        else "on_site"
        if facts.around.task_on_site
        else "from_home",
        "for_whom": facts.for_whom,
        "they_agreed": facts.they_agreed,
        "wording": facts.wording,
    }
    return {**asked, **own, **({"barred_by": facts.barred_by} if facts.barred_by else {})}


def _one(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset((value,))


def _yes(value: object) -> frozenset[str]:
    return frozenset((_said(value),))


def _said(value: object) -> str:
    return "yes" if value else "no"
