"""The reporter did or wrote something: let the case hear it."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import hearing
from services.triage.domain.hearing import Told
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.errors import NotFound, UnknownSubject
from shared.ids import ReportId, case_of
from shared.repository import change

REPORTER = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReport:
    report_id: ReportId
    version: int
    at: datetime
    happened: Told


def hear_report(command: HearReport, *, cases: Cases, deciding: Deciding) -> None:
    """Raises: UnknownSubject while the case is not open yet."""
    redecide = deciding.anew(deciding.now())
    try:
        change(
            cases,
            case_of(command.report_id),
            lambda case: hearing.hear(
                case,
                command.happened,
                version=command.version,
                at=command.at,
                redecide=redecide,
                is_unread=deciding.is_unread(case, hearing.written_in(command.happened)),
            ),
            by=REPORTER,
        )
    except NotFound:
        raise UnknownSubject(command.report_id) from None
