"""What each event about the reporter makes of a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.triage.domain.case import Case, Message
from services.triage.domain.report import Report, reworded
from shared.events import triage as happened
from shared.events.triage import REPORTER, TEAM, CaseStatus

COMES_WITH_IT = timedelta(minutes=10)
"""Photos that come so soon belong to the report as it was told."""


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
    told = _in_other_words(case.told, event)
    skipped = range(case.report_version + 1, event.version)
    heard = replace(
        case,
        report_version=max(case.report_version, event.version),
        wrote_again_at=_wrote_again_at(case, event),
        unheard=[each for each in (*case.unheard, *skipped) if each != event.version],
        report=replace(
            told,
            written_in=event.written_in or told.written_in,
            photos=[*told.photos, *event.photos],
        ),
    )
    if not event.text:
        return heard
    reader = TEAM if event.by_sms or event.is_reworded else next(iter(case.active), TEAM)
    message = Message(written_by=REPORTER, to=reader, text=event.text, at=event.at, by_sms=event.by_sms)
    return replace(heard, messages=[*case.messages, message])


def _wrote_again_at(case: Case, event: happened.ReporterHeard) -> datetime | None:
    """Photos that come with a report are told apart from it, a moment later."""
    began = case.opened_at or case.told.reported_at
    is_later = event.at is not None and event.at - began > COMES_WITH_IT
    is_news = bool(event.text or event.report_text) or (bool(event.photos) and is_later)
    return event.at if is_news else case.wrote_again_at


def _in_other_words(told: Report, event: happened.ReporterHeard) -> Report:
    """at: None on what was written down before that was."""
    if event.report_text is None:
        return told
    return reworded(told, event.report_text, at=event.at or told.reported_at, bears_sign=event.bears_sign)


STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.ReportAttached: _attached,
    happened.ReporterHeard: _reporter_heard,
    happened.CaseWithdrawn: _withdrawn,
}
