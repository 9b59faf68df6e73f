"""What triage.yaml says: teams, rules, deadlines, and how neighbours are asked and kept from harm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated

from marshmallow import fields, validate

from shared.pack.areas import Areas
from shared.pack.common import CommonPack
from shared.pack.fields import CapabilityRef, CategoryRef, PhoneField, TaskRef, TeamRef, WordsField
from shared.pack.rules import Owner, Protection, Rule
from shared.pack.sign_words import SignPhrases
from shared.pack.time_fields import CountryField
from shared.pack.values import DayHours, Texts, WeeklyHours
from shared.pack.working_time import WorkingTime

AT_LEAST_1 = {"validate": validate.Range(min=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When professionals work: weekly hours, the holidays of a country, and single days closed."""

    hours: WeeklyHours
    country: Annotated[str, CountryField]
    subdivision: str | None = None
    closed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWork:
    """How a team works; its name is in the common part."""

    code: Annotated[str, TeamRef]
    hours: WeeklyHours
    phone: Annotated[str, PhoneField]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Somebody who answers while a neighbour is out; the first whose hours include now."""

    name: Annotated[str, WordsField]
    phone: Annotated[str, PhoneField]
    hours: WeeklyHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinator:
    """To whom somebody turns who wants to help; shown to everybody."""

    name: Annotated[str, WordsField]
    phone: Annotated[str, PhoneField]
    email: Annotated[str, fields.Email] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One round of asking: so many more helpers, within so many metres, who have so long to answer."""

    helpers: int = field(metadata=AT_LEAST_1)
    within: timedelta
    radius_m: int = field(metadata=AT_LEAST_1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What keeps helpers from being worn out. newcomer_share: part of each wave for those never asked.

    note: what is to be known of these numbers and of the waves' times, beside which it stands on pages.
    """

    open_assignments: int = field(metadata=AT_LEAST_1)
    invitations_a_week: int = field(metadata=AT_LEAST_1)
    newcomer_share: float = field(default=0.0, metadata={"validate": validate.Range(min=0, max=1)})
    quiet_hours: DayHours | None = None
    draw_window: timedelta = timedelta()
    claim_lapses_after: timedelta
    note: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughArea:
    """What a helper sees before accepting; never less than the design's rule says."""

    radius_m: int = field(default=150, metadata={"validate": validate.Range(min=150)})
    addresses: int = field(default=20, metadata={"validate": validate.Range(min=20)})
    radius_without_addresses_m: int = field(default=1000, metadata={"validate": validate.Range(min=1000)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """confirm_within: how long "is it fixed?" waits. start_within: an assigned helper sets out by then, or is late."""

    confirm_within: timedelta
    start_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWork:
    """What a category's task asks of a neighbour. ends_after: from setting out, then the coordinator is alarmed."""

    category: Annotated[str, TaskRef]
    capability: Annotated[str, CapabilityRef]
    minutes: int = field(metadata=AT_LEAST_1)
    tier: int = field(metadata={"validate": validate.Range(min=0, max=3)})
    on_site: bool
    slots: int = field(default=1, metadata=AT_LEAST_1)
    ends_after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFile:
    """triage.yaml. owners: who answers for each category when no neighbour does. policy: words above the rules.

    coordinator: where there is none, whoever is on call first is asked by those who want to help.
    passkey_from_tier: helpers of this vetting and above see places only after signing in by a passkey; nobody has to
    where nothing is said.
    """

    calendar: Calendar
    teams: tuple[TeamWork, ...]
    on_call: tuple[OnCall, ...]
    coordinator: Coordinator | None = None
    owners: Mapping[Annotated[str, CategoryRef], Owner]
    protection: Protection
    routing: tuple[Rule, ...] = field(metadata={"validate": validate.Length(min=1)})
    tasks: tuple[TaskWork, ...]
    waves: tuple[Wave, ...] = field(metadata={"validate": validate.Length(min=1)})
    limits: Limits
    rough_area: RoughArea = field(default_factory=RoughArea)
    passkey_from_tier: int | None = field(default=None, metadata={"validate": validate.Range(min=0, max=3)})
    timings: Timings
    policy: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A task as neighbours are asked: the words of categories.yaml and the demands of triage.yaml.

    when: the question that asks when to come.
    """

    category: str
    title: Texts
    text: Texts
    risks: tuple[Texts, ...]
    capability: str
    minutes: int
    tier: int
    on_site: bool
    slots: int
    ends_after: timedelta
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriagePack:
    """All that triage needs of a pack. policy_version: content hash of owners, protection and rules."""

    name: str
    common: CommonPack
    areas: Areas
    signs: SignPhrases
    policy_version: str
    working_time: WorkingTime
    teams: tuple[TeamWork, ...]
    on_call: tuple[OnCall, ...]
    coordinator: Coordinator | None
    owners: Mapping[str, Owner]
    protection: Protection
    routing: tuple[Rule, ...]
    tasks: Mapping[str, TaskTemplate]
    waves: tuple[Wave, ...]
    limits: Limits
    rough_area: RoughArea
    passkey_from_tier: int | None
    timings: Timings
    policy: Texts
