"""A case that neighbours were asked about, from the question to its end, and what follows when its reporter speaks."""

from services.triage.domain import working
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.hearing import Told, hear
from services.triage.domain.working import Done
from shared.events.triage import CaseClosed, CloseReason
from tests.factories.cases import (
    ANNA,
    BO,
    DAY,
    HOUR,
    NOON,
    accepted,
    after,
    case_after,
    invited,
    opened,
    to_professionals,
)

LATER = NOON + HOUR
OFFERED = case_after(opened(), invited(ANNA, BO))
HAS_IT = after(OFFERED, *accepted(ANNA))
DONE = Done(action="neighbour_helped", answer_by=NOON + DAY)
RESOLVED = after(HAS_IT, *working.complete(HAS_IT, person_id=ANNA, minutes=20, done=DONE))
CLOSED = after(RESOLVED, CaseClosed(reason=CloseReason.UNCONFIRMED))


def hears(case: Case, told: Told, version: int = 2) -> Events:
    return hear(case, told, version=version, at=LATER, redecide=to_professionals)
