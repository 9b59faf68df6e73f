"""Hears of reports: whom to write to about each, and what its reporter did."""

from collections.abc import Mapping

from services.notify.bootstrap import Notify
from services.notify.domain.matter import Matter
from services.notify.handlers.hear_report import HearReport
from services.notify.handlers.receive_report import ReceiveReport
from shared.events.event import Received
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReportErased,
    ReporterWrote,
    ReportNoLongerNeeded,
    ReportPhotosAdded,
    ReportReceived,
    ReportWithdrawn,
)
from shared.kafka.handling import Handle

_LATER: frozenset[type] = frozenset(
    {
        ReportEdited,
        ReportWithdrawn,
        ReportErased,
        ReportNoLongerNeeded,
        OutcomeConfirmed,
        OutcomeDisputed,
        ReporterWrote,
        HelperRefusedByReporter,
        ReportPhotosAdded,
    }
)
HANDLED: frozenset[type] = frozenset({ReportReceived}) | _LATER
IGNORED: frozenset[type] = frozenset()


def handlers(notify: Notify) -> Mapping[type, Handle]:
    return {
        ReportReceived: lambda event: notify.receive_report(_receive(event)),
        **dict.fromkeys(_LATER, lambda event: notify.hear_report(_hear(event))),
    }


def _receive(event: Received) -> ReceiveReport:
    """The state is the newest, so that a report that was withdrawn meanwhile begins withdrawn."""
    state, happened, recorded = event.state, event.happened, event.recorded
    return ReceiveReport(
        matter=Matter(
            report_id=event.subject,
            version=event.state_version,
            heard=recorded.version,
            reference=state.reference,
            category=state.category,
            language=state.language,
            is_sensitive=state.sensitive,
            contact_id=state.contact_id,
            is_withdrawn=state.withdrawn,
            received_at=recorded.at,
            correlation_id=recorded.correlation_id,
        ),
        at=recorded.at,
        sealed_contact=happened.sealed_contact,
    )


def _hear(event: Received) -> HearReport:
    return HearReport(
        report_id=event.subject,
        event_id=event.recorded.id,
        version=event.recorded.version,
        at=event.recorded.at,
        state=event.state,
        state_version=event.state_version,
        correlation_id=event.recorded.correlation_id,
        has_written=isinstance(event.happened, ReporterWrote) and not event.happened.thanks,
        bears_sign=_bears_sign(event),
        is_reworded=isinstance(event.happened, ReportEdited),
        is_for_team=isinstance(event.happened, ReporterWrote) and event.happened.by_sms,
        is_needed_no_longer=isinstance(event.happened, ReportNoLongerNeeded),
        written_in=event.happened.written_in if isinstance(event.happened, ReporterWrote) else None,
        is_erased=isinstance(event.happened, ReportErased),
        photos=event.happened.photo_ids if isinstance(event.happened, ReportPhotosAdded) else (),
    )


def _bears_sign(event: Received) -> bool:
    """Also one that the report bore already: it may have been lifted since, which only triage knows."""
    told = event.happened
    return isinstance(told, ReporterWrote) and bool(told.danger_signs or told.floor_signs)
