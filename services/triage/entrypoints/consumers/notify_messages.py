"""Hears what helpers answer by text message; how messages fared decides nothing yet."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.decline_invitation import DeclineInvitation
from shared.events.event import Received
from shared.events.notify import AnswerReceived, DeliveryFailed, DeliveryUnknown
from shared.ids import CaseId, PersonId
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset({AnswerReceived})
IGNORED: frozenset[type] = frozenset({DeliveryFailed, DeliveryUnknown})
YES = "yes"


def handlers(triage: Triage) -> Mapping[type, Handle]:
    def answered(event: Received) -> None:
        """As if they had pressed the button: whoever may not, or comes too late, is refused in the same way."""
        said = event.happened
        case_id, person_id = CaseId(said.case_id), PersonId(said.person_id)
        if said.says == YES:
            triage.accept_invitation(
                AcceptInvitation(case_id=case_id, person_id=person_id, invitation_id=said.invitation_id)
            )
        else:
            triage.decline_invitation(
                DeclineInvitation(case_id=case_id, person_id=person_id, invitation_id=said.invitation_id)
            )

    return {AnswerReceived: answered}
