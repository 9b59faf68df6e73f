"""A report becomes a case; opening it twice is opening it once."""

from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.evolve import evolve
from shared.events.fold import fold
from shared.events.intake import ReportReceived
from shared.events.triage import CaseOpened, CaseRouted, ReportAttached


def open_case(
    case: Case, *, report_id: str, received: ReportReceived, version: int, at: datetime, decide: Redecide
) -> Events:
    """Open, attach what was told, decide. The professional deadline is there from the first write on (rule R12)."""
    if case.report is not None:
        return ()
    attached = _attached(report_id, received, version)
    decided = decide(fold(evolve, case, (attached,)), None)
    deadline_at = _deadline(decided)
    opened = CaseOpened(
        report_id=report_id,
        reference=received.reference,
        category=received.category,
        deadline_at=deadline_at,
        opened_at=at,
    )
    return (opened, attached, *decided)


def _deadline(decided: Events) -> datetime:
    return next(event.deadline_at for event in decided if isinstance(event, CaseRouted))


def _attached(report_id: str, received: ReportReceived, version: int) -> ReportAttached:
    return ReportAttached(
        report_id=report_id,
        version=version,
        category=received.category,
        language=received.language,
        channel=received.channel,
        at_home=received.at_home,
        private=received.private,
        consent=received.consent,
        reported_at=received.reported_at,
        text=received.text,
        place=received.place,
        address=received.address,
        answers=received.answers,
        danger_signs=received.danger_signs,
        floor_signs=received.floor_signs,
        contact_id=received.contact_id,
        written_in=received.written_in,
        mailbox_id=received.mailbox_id,
    )
