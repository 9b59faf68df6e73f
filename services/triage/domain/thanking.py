"""A resident thanks the neighbours who helped. Nothing follows from it: it gates no help and no order (rule R10)."""

from collections.abc import Collection
from datetime import datetime

from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case, Message
from services.triage.domain.deciding import Events
from shared.erasure import SOMEBODY
from shared.events.intake import ReporterWrote
from shared.events.triage import REPORTER, TEAM, MessageWritten


def who_helped(case: Case) -> frozenset[str]:
    """Those who did it, since it was opened or opened again, and are still known."""
    done = {person: one for person, one in case.assignments.items() if one.status is AssignmentStatus.COMPLETED}
    return frozenset(person for person, one in done.items() if not one.is_past and not person.startswith(SOMEBODY))


def thank(case: Case, told: object, *, at: datetime, unwelcome: Collection[str] = ()) -> Events:
    """To each who helped, once. unwelcome: of those, who shall read nothing of this resident's (rules R7 and R9).

    Where nobody can be thanked the team reads what was written: also where a sign came since (R1, R2), for then no
    neighbour reads what is written about it, and where the helper was marked as named in it (R9). Nothing for what is
    no thanks, bears a sign, or was written by somebody who took the report back.
    """
    if not isinstance(told, ReporterWrote) or not told.thanks or told.danger_signs or told.floor_signs:
        return ()
    if case.is_withdrawn:
        return ()
    helped = who_helped(case) - case.thanked - set(unwelcome)
    read_by = (person_id for person_id in helped if may_read_thanks(case, person_id))
    to = sorted(read_by) or [TEAM]
    return tuple(MessageWritten(to=each, written_by=REPORTER, at=at, text=told.text, thanks=True) for each in to)


def may_read_thanks(case: Case, person_id: str) -> bool:
    """Asked anew each time that they are shown: a sign, a withdrawal or a name marked later takes them back, too."""
    bears_sign = case.bears_danger or case.bears_floor
    return not (bears_sign or case.is_withdrawn or person_id in case.named)


def is_thanks_to(case: Case, message: Message, person_id: str) -> bool:
    """Whether it is theirs to read still."""
    return message.is_thanks and message.to == person_id and may_read_thanks(case, person_id)
