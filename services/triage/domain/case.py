"""One matter in triage: what is known about it now. What may be done is in `moves`, what follows in the deciders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.decision import Decision
from services.triage.domain.invitation import Invitation
from services.triage.domain.report import Report
from shared.erasure import SOMEBODY
from shared.events.triage import TEAM, CaseStatus, CloseReason

OVER = frozenset({CaseStatus.CLOSED, CaseStatus.LINKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Neighbours are being asked. wave: the last one asked. next_at: when the next is due. ends_at: rule R12."""

    wave: int
    next_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done, in a code and in words. answer_by: "is it fixed?" can be answered until then."""

    action: str
    words: str
    by_helper: bool
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Somebody on the case wrote. written_by: a person_id or `reporter`; to: `reporter`, `team` or a person_id.

    reply_id: of the mail that it came in. by_sms: it came by text message, which may be meant for another case.
    is_thanks: a thank-you, with words or without. is_after_unsafe: to a helper who left because it was not safe.
    """

    written_by: str
    to: str
    text: str
    at: datetime | None = None
    reply_id: str | None = None
    by_sms: bool = False
    is_thanks: bool = False
    is_after_unsafe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What somebody was last shown, and of which version of the report."""

    what: list[str]
    why: str
    at: datetime
    report_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftProposal:
    """Somebody would lift the floor; a second person must agree (rule R2)."""

    person_id: str
    as_lead: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """report_version: of the report, the newest that was heard; unheard: those before it that were not.

    floor_signs: all it ever bore; lifted_signs: of these.
    invitations, assignments: by person_id. decisions: oldest first. named: people staff marked as named in it (R9).
    lift_reasons: why people would lift the floor, all of them. lift_fell_for: signs for which the newest proposal fell.
    past_outcomes: what was said to be done and was not.
    shown: by person_id, what they were last shown.
    wrote_again_at: when the reporter last brought words or photos, after those that the case began with.
    emptied: kinds of data that are kept no longer.
    """

    status: CaseStatus = field(default=CaseStatus.OPEN, metadata={"by_value": True})
    report: Report | None = None
    reference: str = ""
    opened_at: datetime | None = None
    deadline_at: datetime | None = None
    report_version: int = 0
    unheard: list[int] = field(default_factory=list)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    lifted_signs: list[str] = field(default_factory=list)
    lift_proposal: LiftProposal | None = None
    lift_reasons: list[LiftProposal] = field(default_factory=list)
    lift_fell_for: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    asking: Asking | None = None
    invitations: dict[str, Invitation] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    slots: int = 1
    taken_by: str | None = None
    outcome: Outcome | None = None
    past_outcomes: list[Outcome] = field(default_factory=list)
    close_reason: CloseReason | None = field(default=None, metadata={"by_value": True})
    reopened_for: str | None = None
    is_escalated: bool = False
    is_withdrawn: bool = False
    is_reporter_forgotten: bool = False
    named: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    shown: dict[str, Showing] = field(default_factory=dict)
    wrote_again_at: datetime | None = None
    emptied: list[str] = field(default_factory=list)

    @property
    def decision(self) -> Decision:
        """The newest; a case has one from its first write on."""
        return self.decisions[-1]

    @property
    def told(self) -> Report:
        """The report it came from; a case has one from its first write on."""
        assert self.report is not None  # noqa: S101 opened with it
        return self.report

    @property
    def bears_danger(self) -> bool:
        return bool(self.danger_signs)

    @property
    def bears_floor(self) -> bool:
        """It bore a floor sign once, and two professionals have not lifted it since (rule R2)."""
        return bool(set(self.floor_signs) - set(self.lifted_signs))

    @property
    def is_protected(self) -> bool:
        """Its words and place are shown to few, and every showing is logged."""
        return self.told.at_home or self.told.private or self.bears_danger or self.bears_floor

    @property
    def active(self) -> Mapping[str, Assignment]:
        """By person, those who have a slot and are not done."""
        return {person: one for person, one in self.assignments.items() if one.is_active}

    @property
    def standing(self) -> Mapping[str, Invitation]:
        """By person, invitations that may still lead to the slot."""
        return {person: one for person, one in self.invitations.items() if one.stands}

    @property
    def thanked(self) -> frozenset[str]:
        """Helpers whom the reporter thanked, and who are still known."""
        return frozenset(one.to for one in self.messages if one.is_thanks and one.to not in {TEAM, SOMEBODY})

    @property
    def free_slots(self) -> int:
        held = sum(one.is_active or one.status is AssignmentStatus.COMPLETED for one in self.assignments.values())
        return max(0, self.slots - held)

    @property
    def is_over(self) -> bool:
        return self.status in OVER
