"""Hears triage's own cases: that is how a slot that was given, or is over, reaches the helper."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.handlers.confirm_claim import ConfirmClaim
from services.triage.handlers.release_claim import ReleaseClaim
from shared.events import triage as cases
from shared.events.event import Received, event_types, type_of
from shared.events.topics import TRIAGE_CASES
from shared.ids import CaseId, PersonId
from shared.kafka.handling import Handle

_ENDS: Mapping[type, str] = {
    cases.TaskCompleted: "completed",
    cases.TaskHandedBack: "handed_back",
    cases.AssignmentRefused: "refused",
    cases.AbortedUnsafe: "aborted_unsafe",
}
HANDLED: frozenset[type] = frozenset({cases.InvitationAccepted, *_ENDS})
# What else happens to a case does not concern a claim: one that nobody confirms lapses by itself.
IGNORED: frozenset[type] = (
    frozenset(kind.form for kind in event_types().values() if kind.topic == TRIAGE_CASES) - HANDLED
)


def handlers(triage: Triage) -> Mapping[type, Handle]:
    def confirms(event: Received) -> None:
        person_id, case_id = PersonId(event.happened.person_id), CaseId(event.subject)
        triage.confirm_claim(ConfirmClaim(case_id=case_id, person_id=person_id))

    def releases(event: Received) -> None:
        triage.release_claim(
            ReleaseClaim(
                case_id=CaseId(event.subject),
                person_id=PersonId(event.happened.person_id),
                version=event.recorded.version,
                reason=_ENDS[type_of(event.happened).form],
            )
        )

    return {cases.InvitationAccepted: confirms, **dict.fromkeys(_ENDS, releases)}
