"""Hears what reporters answer to mails; how messages fared decides nothing here."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from services.intake.domain.draft import Unacceptable
from services.intake.handlers.dispute_outcome import DisputeOutcome
from services.intake.handlers.write_message import WriteMessage
from shared.errors import IllegalMove
from shared.events.event import Received
from shared.events.notify import AnswerReceived, DeliveryFailed, DeliveryUnknown
from shared.events.notify_replies import ReplyReceived
from shared.ids import ReportId
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset({ReplyReceived})
IGNORED: frozenset[type] = frozenset({AnswerReceived, DeliveryFailed, DeliveryUnknown})
REPORTER = "reporter"


def handlers(intake: Intake) -> Mapping[type, Handle]:
    def replied(event: Received) -> None:
        """As if they had written it on their page; a text message goes to the team. A helper's is triage's."""
        said = event.happened
        if said.audience != REPORTER:
            return
        if said.is_no and _is_disputed(said, event.subject):
            return
        try:
            intake.write_message(_message(said, event.subject))
        except Unacceptable as problems:
            raise IllegalMove("reply_unacceptable") from problems

    def _is_disputed(said: ReplyReceived, reply_id: str) -> bool:
        """Where nothing waits for an answer, or nobody here knows that yet, their no is words as any others."""
        try:
            intake.dispute_outcome(DisputeOutcome(report_id=ReportId(said.report_id), reply_id=reply_id))
        except IllegalMove:
            return False
        return True

    return {ReplyReceived: replied}


def _message(said: ReplyReceived, reply_id: str) -> WriteMessage:
    return WriteMessage(report_id=ReportId(said.report_id), text=said.text, reply_id=reply_id, by_sms=said.by_sms)
