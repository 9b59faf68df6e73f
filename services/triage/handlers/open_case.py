"""A report became known: open its case and decide who works on it."""

from dataclasses import dataclass

from services.triage.domain import opening
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.events.intake import ReportReceived
from shared.ids import ReportId, case_of
from shared.repository import decide_again

ROUTING = "routing_policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    report_id: ReportId
    version: int
    received: ReportReceived


def open_case(command: OpenCase, *, cases: Cases, deciding: Deciding) -> None:
    """The case's id follows from the report's, so that opening it twice is opening it once."""

    def attempt() -> None:
        at = deciding.now()
        found = cases.find(case_of(command.report_id))
        events = opening.open_case(
            found.state,
            report_id=command.report_id,
            received=command.received,
            version=command.version,
            at=at,
            decide=deciding.anew(at),
        )
        cases.append(found, events, by=ROUTING)

    decide_again(attempt)
