"""The reporter did or wrote something: let the case hear it."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import hearing
from services.triage.domain.case import Case
from services.triage.domain.hearing import Told
from services.triage.domain.thanking import who_helped
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, Helpers
from shared.erasure import Erasure, Ledger, Of
from shared.errors import NotFound, UnknownSubject
from shared.events.intake import ReportErased, ReporterWrote
from shared.events.triage import REPORTER
from shared.ids import ReportId, case_of
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReport:
    report_id: ReportId
    version: int
    at: datetime
    happened: Told


def hear_report(command: HearReport, *, cases: Cases, helpers: Helpers, deciding: Deciding, ledger: Ledger) -> None:
    """Words of an erased report are not heard. Raises: UnknownSubject while the case is not open yet."""
    if not isinstance(command.happened, ReportErased) and ledger.known([command.report_id]):
        return
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
                unwelcome=_unwelcome(case, command.happened, helpers),
            ),
            by=REPORTER,
        )
    except NotFound:
        if ledger.known([command.report_id]):
            return
        raise UnknownSubject(command.report_id) from None
    if isinstance(command.happened, ReportErased):
        ledger.add([Erasure(of=Of.REPORT, id=command.report_id, at=command.at)])


def _unwelcome(case: Case, told: Told, helpers: Helpers) -> frozenset[str]:
    """Who helped and would not meet this resident again (rule R9), or may no more (R7); nobody is told so."""
    if not isinstance(told, ReporterWrote) or not told.thanks:
        return frozenset()
    known_by = set(case.told.known_by)
    found = {person_id: helpers.find(person_id).state for person_id in who_helped(case)}
    return frozenset(who for who, helper in found.items() if helper.is_revoked or known_by & set(helper.blocked))
