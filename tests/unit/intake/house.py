"""A report that was taken, in memory, and what triage tells about it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.intake.domain.secret import hashed
from services.intake.handlers.edit_report import EditReport, edit_report
from services.intake.handlers.project_case import project_case
from services.intake.handlers.write_message import WriteMessage, write_message
from services.intake.queries.my_report import MyReport, my_report
from services.intake.queries.report_status import StatusView, report_status
from shared.clock import StoppedClock
from shared.events.event import Received
from shared.events.triage import CaseClosed, CaseResolved, CloseReason, ReportStatus
from shared.ids import ReportId
from tests.factories.reports import NOW, REPORT_ID, WORDS, case_state, received, told
from tests.fakes.intake import FakeReports
from tests.fakes.intake_told import FakePeople, FakeStories
from tests.fakes.ledger import FakeLedger

ID = ReportId(REPORT_ID)
SECRET = "the secret of the page"
RESOLVED = CaseResolved(action="repaired", answer_by=NOW + timedelta(days=3), words="New bulb.")


class House:
    """Answers what intake answers."""

    def __init__(self) -> None:
        self.reports = FakeReports(clock=StoppedClock(NOW))
        event, filed = received()
        self.reports.given(REPORT_ID, event, replace(filed, secret=hashed(SECRET)))
        self.stories, self.people = FakeStories(), FakePeople()

    def hears(self, *events: Received) -> None:
        for event in events:
            project_case(event, stories=self.stories, ledger=FakeLedger())

    @property
    def mine(self) -> MyReport:
        return self.mine_with(SECRET)

    def mine_with(self, secret: str) -> MyReport:
        ports: dict[str, Any] = {"reports": self.reports, "stories": self.stories, "people": self.people}
        return my_report(secret, histories=self.reports, **ports)

    @property
    def status(self) -> StatusView:
        return report_status(ID, reports=self.reports, stories=self.stories, histories=self.reports)

    def resolves(self, version: int = 5) -> None:
        self.hears(told(RESOLVED, version=version, state=case_state(ReportStatus.DONE_UNCONFIRMED)))

    def closes(self, reason: CloseReason, version: int = 7) -> None:
        closed = case_state(ReportStatus.CLOSED, close_reason=reason)
        self.hears(told(CaseClosed(reason=reason), version=version, state=closed))

    def writes(self, text: str) -> None:
        write_message(WriteMessage(report_id=ID, text=text), reports=self.reports, stories=self.stories, words=WORDS)

    def edits(self, text: str) -> None:
        edit_report(EditReport(report_id=ID, text=text), reports=self.reports, stories=self.stories, words=WORDS)
