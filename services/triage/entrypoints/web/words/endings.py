"""The reason that an event of a history carries, by the kind of event."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString

from services.triage.domain.reasons import Ended, Escalated, Reopened
from services.triage.entrypoints.web.words.reasons import ENDED, ESCALATED, REOPENED
from services.triage.entrypoints.web.words.statuses import CLOSED
from shared.events import triage as happened
from shared.events.triage import CloseReason


def _ended(code: str) -> LazyString:
    return ENDED[Ended(code)]


_BY_KIND: Mapping[type, Callable[[str], LazyString]] = {
    happened.CaseClosed: lambda code: CLOSED[CloseReason(code)],
    happened.CaseReopened: lambda code: REOPENED[Reopened(code)],
    happened.CaseEscalated: lambda code: ESCALATED[Escalated(code)],
    happened.InvitationStoodDown: _ended,
    happened.InvitationWithdrawn: _ended,
    happened.AssignmentRefused: _ended,
}


def reason_of(kind: type, code: str) -> str:
    """In words; the code itself where the event gives none that is known."""
    try:
        return str(_BY_KIND[kind](code))
    except (KeyError, ValueError):
        return code
