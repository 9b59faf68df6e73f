"""What goes of a case when it was kept long enough: nothing while somebody works on it."""

from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from shared.errors import IllegalMove
from shared.events.triage import CaseEmptied, CaseStatus
from shared.retention import PROTECTED, Data

_OVER = frozenset({CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT})


def empty(case: Case, *, data: Data) -> Events:
    """Twice is once. Raises: IllegalMove for one that was opened again meanwhile."""
    if not is_over(case):
        raise IllegalMove(f"case_is_{case.status}")
    return () if data in case.emptied else (CaseEmptied(what=[data.value]),)


def is_over(case: Case) -> bool:
    """What was taken back and bears a sign goes on for professionals until they close it (rule R14)."""
    if case.status is CaseStatus.WITHDRAWN:
        return kept_as(case) != PROTECTED
    return case.status in _OVER


def kept_as(case: Case) -> str:
    """Its category, unless it ever bore a sign of danger or of the floor."""
    return PROTECTED if case.danger_signs or case.floor_signs else case.told.category
