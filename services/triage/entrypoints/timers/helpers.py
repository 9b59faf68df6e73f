"""A claim has lapsed without an answer, or the time of a vetting is over."""

from collections.abc import Callable

from services.triage.bootstrap import Triage
from services.triage.handlers.helper_timer_due import HelperTimerDue
from shared.ids import PersonId


def when_due(triage: Triage) -> Callable[[str], None]:
    return lambda person_id: triage.helper_timer_due(HelperTimerDue(person_id=PersonId(person_id)))
