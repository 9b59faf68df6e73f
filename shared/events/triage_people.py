"""What triage publishes about people: their roles and the help they offer."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from shared.events.event import event, public_state, words
from shared.events.place import Place
from shared.events.topics import TRIAGE_PEOPLE


class Role(StrEnum):
    """What somebody may do here."""

    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    HELPER = "helper"


STAFF = frozenset(Role) - {Role.HELPER}
"""Those who work here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role, for a team where it has one, until `expires_at` (None: until revoked)."""

    role: Role = field(metadata={"by_value": True})
    team: str | None = None
    expires_at: datetime | None = None


@public_state("triage.role")
class RolesState:
    """The roles that a person holds."""

    grants: list[Grant] = field(default_factory=list)


@event("triage.role.proposed.v1", topic=None)
class RoleProposed:
    """Somebody would give a role for which two people are needed; `proposed_by`: the first. `reason` is a code.

    by_operator: proposed at the machine, not by an administrator.
    """

    proposed_by: str
    role: Role = field(metadata={"by_value": True})
    team: str | None = None
    expires_at: datetime | None = None
    reason: str | None = None
    by_operator: bool = False


@event("triage.role.proposal_dropped.v1", topic=None)
class ProposalDropped:
    """What was proposed is not to be. `reason` is a code."""

    role: Role = field(metadata={"by_value": True})
    team: str | None = None
    expires_at: datetime | None = None
    reason: str | None = None


@event("triage.role.granted.v1", topic=TRIAGE_PEOPLE)
class RoleGranted:
    """A role was given; granting it again replaces its team and expiry. `reason` is a code."""

    role: Role = field(metadata={"by_value": True})
    team: str | None = None
    expires_at: datetime | None = None
    reason: str | None = None


@event("triage.role.revoked.v1", topic=TRIAGE_PEOPLE)
class RoleRevoked:
    """A role was taken back. `reason` is a code."""

    role: Role = field(metadata={"by_value": True})
    team: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody may be asked: from `start` until `end` in the pack's zone, on these days (0 is Monday)."""

    days: list[int]
    start: time
    end: time


@public_state("triage.helper")
class HelperState:
    """What other services may know of a helper."""

    first_name: str
    language: str
    tier: int = 0
    paused: bool = False
    revoked: bool = False
    demo: bool = False
    erased: bool = False


@event("triage.helper.registered.v1", topic=TRIAGE_PEOPLE)
class HelperRegistered:
    """A neighbour offered to help. `languages`: the first is the one we write in. `radius_m`: how far they would go.

    home, address: in older messages only; now they are told apart from the offer and do not travel.
    """

    first_name: str = words()
    home: Place | None = words(default=None)
    address: str | None = words(default=None)
    languages: list[str] = field(default_factory=list)
    capabilities: list[str] = field(default_factory=list)
    radius_m: int = 1000
    hours: list[Hours] = field(default_factory=list)
    demo: bool = False


@event("triage.helper.home_told.v1", topic=None)
class HelperHomeTold:
    """Where a helper lives; nobody but triage needs to know."""

    home: Place = words()
    address: str | None = words(default=None)


@event("triage.helper.vetted.v1", topic=TRIAGE_PEOPLE)
class HelperVetted:
    """Somebody checked who they are. tier: 0 none, 1 identity, 2 trained and referenced, 3 background-checked."""

    tier: int
    expires_at: datetime | None = None


@event("triage.helper.revoked.v1", topic=TRIAGE_PEOPLE)
class HelperRevoked:
    """The vetting was taken back; it acts at once. `reason` is a code."""

    reason: str


@event("triage.helper.paused.v1", topic=TRIAGE_PEOPLE)
class HelperPaused:
    """They want to be left alone for now; no reason asked."""

    until: datetime | None = None


@event("triage.helper.resumed.v1", topic=TRIAGE_PEOPLE)
class HelperResumed:
    """They may be asked again."""


@event("triage.helper.stopped.v1", topic=TRIAGE_PEOPLE)
class HelperStopped:
    """They help no more; no reason asked. emptied: what they had told us, and what vetting had found."""

    emptied: list[str] = field(default_factory=list)


@event("triage.helper.erased.v1", topic=TRIAGE_PEOPLE)
class HelperErased:
    """They are forgotten: no name, no home, no offer."""


@event("triage.helper.asked.v1", topic=None)
class HelperAsked:
    """Their turn was used for a case: it counts towards the week's limit and the order of asking."""

    case_id: str
    at: datetime


@event("triage.helper.claimed.v1", topic=None)
class TaskClaimed:
    """They said yes to a case; the claim lapses by itself unless the case confirms it.

    case_version: the case's when they did; what the case tells of earlier versions does not concern this claim.
    """

    case_id: str
    lapses_at: datetime
    case_version: int = 0


@event("triage.helper.claim_confirmed.v1", topic=None)
class ClaimConfirmed:
    """The case gave them the slot."""

    case_id: str


@event("triage.helper.claim_released.v1", topic=None)
class ClaimReleased:
    """The case went to somebody else, or the work has ended. `reason` is a code."""

    case_id: str
    reason: str


@event("triage.helper.contact_blocked.v1", topic=None)
class ContactBlocked:
    """These two shall not meet again, whoever of them asked for it."""

    contact_id: str


HelperEvent = (
    HelperRegistered
    | HelperHomeTold
    | HelperVetted
    | HelperRevoked
    | HelperPaused
    | HelperResumed
    | HelperStopped
    | HelperAsked
    | TaskClaimed
    | ClaimConfirmed
    | ClaimReleased
    | ContactBlocked
    | HelperErased
)
RoleEvent = RoleProposed | ProposalDropped | RoleGranted | RoleRevoked
