"""The pack's routing rules as triage's own values; adapters translate them from the pack's folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.events.triage import Route


class DeadlineUnit(StrEnum):
    """What a deadline counts."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """An amount of time; with `working` only the calendar's hours and days count."""

    amount: int
    unit: DeadlineUnit
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The team that answers for something, and by when."""

    team: str
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds when one of the fact's values is among `one_of`."""

    fact: str
    one_of: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The first rule of which all of `all_of` hold, and one of `any_of` if there are any, decides."""

    code: str
    route: Route
    reasons: tuple[str, ...]
    team: str | None = None
    deadline: Deadline | None = None
    is_urgent: bool = False
    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Who takes a case when a rule that never bends decides; unsure: when we do not know enough."""

    danger: Owner
    floor: Owner
    unsure: Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """version: content hash. owners: by category, who answers for it when no neighbour does."""

    version: str
    protection: Protection
    owners: Mapping[str, Owner] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
