"""What a coordinator must look at, and that somebody has seen to it (rule R8)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Case, Message
from services.triage.domain.deciding import Events
from services.triage.domain.moves import Move, may
from shared.erasure import SOMEBODY
from shared.errors import NotFound
from shared.events.triage import AlarmAcknowledged


class Alarm(StrEnum):
    """A helper who stopped, who is not back, or who was never heard of; the worst first."""

    UNSAFE = "unsafe"
    OVERDUE = "overdue"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """person_id: the helper whom it is about."""

    alarm: Alarm
    person_id: str


def alarms(case: Case) -> tuple[Raised, ...]:
    """Those that nobody has seen to, the worst first; "unsafe" whatever became of the case since."""
    found = ((person, _alarm_of(one)) for person, one in case.assignments.items() if not one.is_seen_to)
    raised = [Raised(alarm=alarm, person_id=person) for person, alarm in found if alarm is not None]
    return tuple(sorted(raised, key=lambda one: list(Alarm).index(one.alarm)))


def left_unsafe(case: Case) -> frozenset[str]:
    """Helpers who left because it was not safe, until a coordinator has seen to it; nobody who is forgotten."""
    unsafe = (one.person_id for one in alarms(case) if one.alarm is Alarm.UNSAFE)
    return frozenset(person for person in unsafe if not person.startswith(SOMEBODY))


def has_left_unsafe(case: Case, person_id: str) -> bool:
    """Also when somebody has seen to it, and whatever became of the case since."""
    assignment = case.assignments.get(person_id)
    return assignment is not None and assignment.status is AssignmentStatus.ABORTED_UNSAFE


def said_after_unsafe(case: Case, people: Collection[str]) -> Sequence[Message]:
    """What was written to those of them who left it so, and what they answered; nothing from before."""
    asked: set[str] = set()
    said: list[Message] = []
    for one in case.messages:
        if one.is_after_unsafe and one.to in people:
            asked.add(one.to)
        elif one.written_by not in asked:
            continue
        said.append(one)
    return said


def acknowledge(case: Case, raised: Raised) -> Events:
    """Somebody has seen to it; twice is once. What goes on, or gets worse, raises an alarm anew.

    Raises: NotFound where this is not, or no longer, what is wrong.
    """
    assignment = case.assignments.get(raised.person_id)
    if assignment is None or _alarm_of(assignment) is not raised.alarm:
        raise NotFound(case.reference)
    if assignment.is_seen_to or not may(case, Move.ACKNOWLEDGE):
        return ()
    return (AlarmAcknowledged(person_id=raised.person_id),)


def _alarm_of(assignment: Assignment) -> Alarm | None:
    """What is wrong with one helper's work, if anything is."""
    if assignment.status is AssignmentStatus.ABORTED_UNSAFE:
        return Alarm.UNSAFE
    if assignment.is_overdue:
        return Alarm.SILENT if assignment.status is AssignmentStatus.ASSIGNED else Alarm.OVERDUE
    return None
