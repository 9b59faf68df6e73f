"""What was written to a helper after they left because it was not safe, and what they answered; nothing of the case."""

from collections.abc import Sequence

from services.triage.domain.alarms import has_left_unsafe, said_after_unsafe
from services.triage.domain.case import Message
from services.triage.ports import CasesToRead
from shared.errors import NotFound


def written_after_unsafe(case_id: str, person_id: str, *, cases: CasesToRead) -> Sequence[Message]:
    """Oldest first; also when the alarm is seen to. Raises: NotFound for whoever did not leave it so."""
    case = cases.get(case_id).state
    if not has_left_unsafe(case, person_id):
        raise NotFound(case_id)
    return said_after_unsafe(case, [person_id])
