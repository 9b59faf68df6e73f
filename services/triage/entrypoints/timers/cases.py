"""A case waited for this: a wave, the end of asking, a helper who is late, a deadline, the end of "is it fixed?"."""

from collections.abc import Callable

from services.triage.bootstrap import Triage
from services.triage.handlers.case_timer_due import CaseTimerDue
from shared.ids import CaseId


def when_due(triage: Triage) -> Callable[[str], None]:
    return lambda case_id: triage.case_timer_due(CaseTimerDue(case_id=CaseId(case_id)))
