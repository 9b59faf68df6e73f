"""The routing rules that never bend. They stand before the pack's, which can add protection and take none away."""

from collections.abc import Callable
from dataclasses import dataclass

from services.triage.domain.facts import Facts
from services.triage.domain.policy import Owner, Protection
from services.triage.domain.reasons import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Protecting:
    """Where it holds, it alone decides: professional, to this owner."""

    reason: Why
    holds: Callable[[Facts], bool]
    owner: Callable[[Protection], Owner]
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Barring:
    """Where it holds, no neighbour is asked; the pack's rules still say which team, and how soon."""

    reason: Why
    holds: Callable[[Facts], bool]


PROTECTING = (
    # R1: a danger sign makes the route professional and urgent.
    Protecting(
        reason=Why.DANGER_SIGN,
        holds=lambda facts: bool(facts.danger_signs),
        owner=lambda to: to.danger,
        is_urgent=True,
    ),
    # R2: a case that ever bore a floor sign is never offered to a neighbour.
    Protecting(reason=Why.FLOOR_SIGN, holds=lambda facts: bool(facts.floor_signs), owner=lambda to: to.floor),
    # R3: what we do not understand, people look at.
    Protecting(
        reason=Why.CATEGORY_UNKNOWN, holds=lambda facts: not facts.around.is_category_known, owner=lambda to: to.unsure
    ),
)

BARRING = (
    # R4: without the reporter's yes no neighbour hears of it.
    Barring(reason=Why.NO_CONSENT, holds=lambda facts: facts.consent != "yes"),
    # R4: nor on a yes that somebody gave for another person, unasked.
    Barring(
        reason=Why.THEY_WERE_NOT_ASKED,
        holds=lambda facts: facts.consent == "yes" and facts.for_whom == "somebody_else" and facts.they_agreed != "yes",
    ),
    # R3: nobody is sent to a place nobody knows, nor on words in which danger would go unnoticed.
    Barring(reason=Why.PLACE_UNKNOWN, holds=lambda facts: not facts.has_place),
    Barring(reason=Why.LANGUAGE_WITHOUT_DANGER_WORDS, holds=lambda facts: not facts.around.language_has_danger_words),
    Barring(reason=Why.NO_TASK, holds=lambda facts: facts.around.task_on_site is None),
    # R8: nobody goes anywhere while nobody answers their call.
    Barring(
        reason=Why.NOBODY_ANSWERS_NOW,
        holds=lambda facts: bool(facts.around.task_on_site) and not facts.around.somebody_answers,
    ),
)


def protecting(facts: Facts) -> tuple[Protecting, ...]:
    """Those that hold, the weightiest first."""
    return tuple(rule for rule in PROTECTING if rule.holds(facts))


def bars(facts: Facts) -> tuple[str, ...]:
    """Why no neighbour may be asked, each reason once."""
    already = (facts.barred_by,) if facts.barred_by is not None else ()
    return tuple(dict.fromkeys((*already, *(rule.reason for rule in BARRING if rule.holds(facts)))))
