"""Routing rules as data: the first rule whose condition holds decides, and the last one always holds.

What never bends (danger, floor, unknown category, no consent, no place, a language without danger words →
professional) is triage's own and comes before these rules: a pack can add protection and take none away.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from marshmallow import validate

from shared.events.triage import Route
from shared.pack.fields import CodeField, ReasonRef, TeamRef
from shared.pack.values import Deadline


class Fact(StrEnum):
    """What a condition may ask about; every value is a string, and the answers are the ones given here."""

    CATEGORY = "category"  # a category's code
    GROUP = "group"  # a group's code
    DANGER = "danger"  # yes, no
    FLOOR = "floor"  # yes, no
    SIGN = "sign"  # a danger or floor sign's code; a case may bear several
    CONSENT = "consent"  # yes, no, not_asked
    PLACE_KIND = "place_kind"  # public, home
    PLACE_KNOWN = "place_known"  # yes, no
    AREA = "area"  # an area's code
    LANGUAGE = "language"  # a language's code
    LANGUAGE_HAS_DANGER_WORDS = "language_has_danger_words"  # yes, no
    CHANNEL = "channel"  # web, api, phone, counter, open311
    PRIVATE = "private"  # yes, no
    WEEKDAY = "weekday"  # mon … sun, in the pack's zone
    HOUR = "hour"  # 0 … 23, in the pack's zone; a pack may write "08-16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds when one of the fact's values is among `one_of`."""

    fact: Fact
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Holds when all of `all` hold and, unless `any` is empty, at least one of `any`."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rule decides; without team or deadline those of the category's owner hold."""

    route: Route = field(metadata={"by_value": True})
    reasons: tuple[Annotated[str, ReasonRef], ...] = field(metadata={"validate": validate.Length(min=1)})
    team: Annotated[str, TeamRef] | None = None
    deadline: Deadline | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; its code names it in decisions. Without `when` it always holds."""

    code: Annotated[str, CodeField]
    when: When = field(default_factory=When)
    then: Outcome

    @property
    def always_holds(self) -> bool:
        return not self.when.all and not self.when.any


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The team that answers for something, and by when."""

    team: Annotated[str, TeamRef]
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Who takes a case when a rule that never bends decides, whoever owns its category.

    danger: any danger sign. floor: any floor sign. unsure: an unknown category or a broken policy.
    """

    danger: Owner
    floor: Owner
    unsure: Owner
