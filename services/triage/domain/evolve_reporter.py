"""What each event about the reporter makes of a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain.case import Case, Message
from services.triage.domain.report import Report
from shared.events import triage as happened
from shared.events.triage import REPORTER, TEAM, CaseStatus


def _attached(case: Case, event: happened.ReportAttached) -> Case:
    report = Report(
        report_id=event.report_id,
        category=event.category,
        language=event.language,
        channel=event.channel,
        at_home=event.at_home,
        private=event.private,
        consent=event.consent,
        reported_at=event.reported_at,
        text=event.text,
        place=event.place,
        address=event.address,
        answers=event.answers,
        contact_id=event.contact_id,
        written_in=event.written_in,
        mailbox_id=event.mailbox_id,
    )
    return replace(
        case,
        report=report,
        report_version=event.version,
        danger_signs=event.danger_signs,
        floor_signs=event.floor_signs,
    )


def _withdrawn(case: Case, event: happened.CaseWithdrawn) -> Case:
    status = CaseStatus.WITHDRAWN if event.stays_open else case.status
    return replace(case, is_withdrawn=True, status=status, asking=None)


def _reporter_heard(case: Case, event: happened.ReporterHeard) -> Case:
    text = case.told.text if event.report_text is None else event.report_text
    skipped = range(case.report_version + 1, event.version)
    heard = replace(
        case,
        report_version=max(case.report_version, event.version),
        unheard=[each for each in (*case.unheard, *skipped) if each != event.version],
        report=replace(
            case.told,
            text=text,
            written_in=event.written_in or case.told.written_in,
            photos=[*case.told.photos, *event.photos],
        ),
    )
    if not event.text:
        return heard
    reader = next(iter(case.active), TEAM)
    message = Message(written_by=REPORTER, to=reader, text=event.text, at=event.at)
    return replace(heard, messages=[*case.messages, message])


STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.ReportAttached: _attached,
    happened.ReporterHeard: _reporter_heard,
    happened.CaseWithdrawn: _withdrawn,
}
