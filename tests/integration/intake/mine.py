"""A report with a page of its own, in the hands of whoever made it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.events.triage import (
    CaseResolved,
    ReportStatus,
)
from shared.ids import case_of
from tests.factories.reports import NOW, case_state
from tests.factories.reports import told as tells
from tests.integration.intake.office import Office, form_in

PAGES = ("", "/edit", "/withdraw", "/outcome")
SOON = NOW + timedelta(hours=3)


class Mine:
    """A report with a page of its own, and what triage tells about it."""

    def __init__(self, office: Office, **told: Any) -> None:  # noqa: ANN401 -- any field
        self.office = office
        self.taken = office.tell(**{"contact": {"email": "ada@resident.example"}, "neighbour_consent": True, **told})
        self.id = self.taken["id"]
        self.secret = office.secret_of(self.id)
        self.browser: FlaskClient = office.client()

    @property
    def path(self) -> str:
        return f"/my/{self.secret}"

    @property
    def events(self) -> list[str]:
        document = self.office.document(self.id)
        return [event["type"].split(".")[2] for event in document["pending"]][2:]

    def hears(self, happened: object, version: int, status: ReportStatus, /, **state: Any) -> None:  # noqa: ANN401
        newest = replace(case_state(status, report_id=self.id), **state)
        self.office.intake.project_case(tells(happened, version=version, state=newest, subject=case_of(self.id)))

    def look(self, at: str = "") -> str:
        answer = self.browser.get(self.path + at, buffered=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, to: str, at: str | None = None, **typed: str) -> TestResponse:
        hidden = form_in(self.look(to if at is None else at), f"{self.path}{to}")
        return self.browser.post(f"{self.path}{to}", data={**hidden, **typed}, buffered=True)

    def is_done(self, version: int = 7, words: str = "New bulb.") -> None:
        resolved = CaseResolved(action="repaired", words=words, answer_by=NOW + timedelta(days=3))
        self.hears(resolved, version, ReportStatus.DONE_UNCONFIRMED, answer_by=NOW + timedelta(days=3))
