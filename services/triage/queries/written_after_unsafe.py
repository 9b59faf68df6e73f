"""What was written to a helper after they left because it was not safe; nothing of the case stands beside it."""

from collections.abc import Sequence

from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Message
from services.triage.ports import CasesToRead
from shared.errors import NotFound


def written_after_unsafe(case_id: str, person_id: str, *, cases: CasesToRead) -> Sequence[Message]:
    """Oldest first; also when the alarm is seen to. Raises: NotFound for whoever did not leave it so."""
    case = cases.get(case_id).state
    assignment = case.assignments.get(person_id)
    if assignment is None or assignment.status is not AssignmentStatus.ABORTED_UNSAFE:
        raise NotFound(case_id)
    return [one for one in case.messages if one.is_after_unsafe and one.to == person_id]
