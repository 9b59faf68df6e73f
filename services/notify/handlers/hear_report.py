"""Take in what became of a report, and tell those who work on it what its reporter wrote."""

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.planning import Occasion, deliveries_for
from services.notify.domain.telling import when_the_reporter_wrote
from services.notify.ports.matters import Matters
from services.notify.ports.messages import Deliveries
from shared.erasure import Erasure, Ledger, Of
from shared.errors import UnknownSubject
from shared.events.intake import ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReport:
    """version: the event's. has_written: the reporter wrote to those who work on it.

    is_erased: its reporter is to be forgotten.
    """

    report_id: str
    event_id: str
    version: int
    at: datetime
    state: ReportState
    state_version: int
    correlation_id: str
    has_written: bool = False
    is_erased: bool = False


def hear_report(command: HearReport, *, matters: Matters, deliveries: Deliveries, ledger: Ledger) -> None:
    """Raises: UnknownSubject before the report itself is known. What was heard before changes nothing."""
    if command.is_erased:
        ledger.add([Erasure(of=Of.REPORT, id=command.report_id, at=command.at)])
    matter = matters.find(command.report_id)
    if matter is None:
        raise UnknownSubject(command.report_id)
    if command.version <= matter.heard:
        return
    if command.has_written:
        occasion = Occasion(
            event_id=command.event_id,
            at=command.at,
            report_id=command.report_id,
            case_id=matter.case.case_id if matter.case else None,
            correlation_id=command.correlation_id,
        )
        has_new_signs = command.state.sensitive and not matter.is_sensitive
        deliveries.plan(deliveries_for(when_the_reporter_wrote(matter, has_new_signs=has_new_signs), occasion))
    matters.hear_report(command.report_id, command.state, state_version=command.state_version, heard=command.version)
