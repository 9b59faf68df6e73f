"""Hears what helpers answer by text message and by mail; how messages fared decides nothing yet."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.domain.reasons import No
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.decline_invitation import DeclineInvitation
from services.triage.handlers.write_message import WriteMessage
from shared.errors import NotFound, Refused
from shared.events.event import Received
from shared.events.notify import AnswerReceived, DeliveryFailed, DeliveryUnknown
from shared.events.notify_replies import ReplyReceived
from shared.events.triage import TEAM
from shared.ids import CaseId, PersonId
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset({AnswerReceived, ReplyReceived})
IGNORED: frozenset[type] = frozenset({DeliveryFailed, DeliveryUnknown})
YES, HELPER = "yes", "helper"


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

    def replied(event: Received) -> None:
        """To the team alone: nobody could point out to them what others should not read (rule R6).

        What a reporter answers comes from intake. Whoever lost the task meanwhile is refused, not waited for.
        """
        said = event.happened
        if said.audience != HELPER:
            return
        try:
            triage.write_message(_message(said, event.subject))
        except NotFound as nowhere:
            raise Refused(No.NOT_ASSIGNED) from nowhere

    return {AnswerReceived: answered, ReplyReceived: replied}


def _message(said: ReplyReceived, reply_id: str) -> WriteMessage:
    return WriteMessage(
        case_id=CaseId(said.case_id or ""),
        by=PersonId(said.person_id or ""),
        to=TEAM,
        text=said.text,
        language=said.language,
        reply_id=reply_id,
    )
