"""A report became known: open its case and decide who works on it."""

from dataclasses import dataclass

from services.triage.domain import opening
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.erasure import Ledger
from shared.events.intake import ReportReceived
from shared.ids import ReportId, case_of
from shared.repository import Found, decide_again

ROUTING = "routing_policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    report_id: ReportId
    version: int
    received: ReportReceived


def open_case(command: OpenCase, *, cases: Cases, deciding: Deciding, ledger: Ledger) -> None:
    """The case's id follows from the report's, so that opening it twice is opening it once.

    It is written before it is looked for, because it is almost always new. Who was erased does not come back by what is
    told again; but whoever may be in danger is looked after, and is forgotten thereafter. Raises: StaleVersion.
    """
    if _is_gone(command, ledger):
        return
    new = [Found(id=case_of(command.report_id), state=Case(), version=0)]

    def attempt() -> None:
        found = new.pop() if new else cases.find(case_of(command.report_id))
        cases.append(found, _decided(command, found.state, deciding), by=ROUTING)

    decide_again(attempt)


def _is_gone(command: OpenCase, ledger: Ledger) -> bool:
    protects = command.received.danger_signs or command.received.floor_signs
    return not protects and bool(ledger.known([command.report_id]))


def _decided(command: OpenCase, case: Case, deciding: Deciding) -> Events:
    at = deciding.now()
    return opening.open_case(
        case,
        report_id=command.report_id,
        received=command.received,
        version=command.version,
        at=at,
        decide=deciding.anew(at),
    )
