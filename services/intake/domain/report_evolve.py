"""What a report becomes by what happened to it, and what other services may know of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.intake.domain.report import Report
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReportEmptied,
    ReportErased,
    ReporterWrote,
    ReportEvent,
    ReportFiled,
    ReportNoLongerNeeded,
    ReportPhotosAdded,
    ReportReceived,
    ReportState,
    ReportWithdrawn,
)
from shared.retention import Data
from shared.signs.signs import signs


def evolve(report: Report, event: ReportEvent) -> Report:  # noqa: C901, PLR0911, PLR0912 -- a line for each event.
    """The report after the event. Total, and free of decisions: what happened, happened."""
    match event:
        case ReportReceived():
            return _received(event)
        case ReportFiled():
            return replace(
                report,
                received_at=event.received_at,
                contact_kind=event.contact_kind,
                secret=event.secret,
                request=event.request,
                content=event.content,
                api_key=event.api_key,
            )
        case ReportEdited():
            return _raised(replace(report, text=event.text, emptied=[]), event)
        case ReportWithdrawn():
            return replace(report, withdrawn=True)
        case ReportErased():
            return _erased(report)
        case ReportEmptied():
            return _emptied(report, event)
        case ReportNoLongerNeeded():
            return replace(report, no_longer_needed=True)
        case OutcomeConfirmed():
            return replace(report, answered=event.resolution, is_fixed=True)
        case OutcomeDisputed():
            return _raised(_disputed(report, event), event)
        case ReporterWrote():
            return _raised(_written(report, event), event)
        case HelperRefusedByReporter():
            return replace(report, refused_helpers=[*report.refused_helpers, event.person_id])
        case ReportPhotosAdded():
            return replace(report, photos=[*report.photos, *event.photo_ids], emptied=[])
        case _:
            assert_never(event)


def brings(event: ReportEvent) -> Sequence[ReportEvent]:
    """What is told with it and in no event of its own, itself first."""
    filed = event.filed if isinstance(event, ReportReceived) else None
    return (event,) if filed is None else (event, filed)


def public_state(report: Report) -> ReportState:
    """What other services may know of it at any time."""
    return ReportState(
        reference=report.reference,
        category=report.category,
        language=report.language,
        private=report.private,
        at_home=report.at_home,
        sensitive=report.is_sensitive,
        contact_id=report.contact_id,
        withdrawn=report.withdrawn,
        erased=report.erased,
    )


def _received(event: ReportReceived) -> Report:
    return Report(
        reference=event.reference,
        category=event.category,
        channel=event.channel,
        language=event.language,
        at_home=event.at_home,
        private=event.private,
        consent=event.consent,
        reported_at=event.reported_at,
        text=event.text,
        place=event.place,
        address=event.address,
        answers=event.answers,
        danger_signs=event.danger_signs,
        floor_signs=event.floor_signs,
        contact_id=event.contact_id,
        entered_by=event.entered_by,
    )


def _erased(report: Report) -> Report:
    """That there was one, when, of what kind and how it was noticed; nothing of whom, where or in which words."""
    return Report(
        reference=report.reference,
        category=report.category,
        channel=report.channel,
        language=report.language,
        at_home=report.at_home,
        reported_at=report.reported_at,
        received_at=report.received_at,
        api_key=report.api_key,
        danger_signs=report.danger_signs,
        floor_signs=report.floor_signs,
        withdrawn=True,
        erased=True,
    )


def _emptied(report: Report, event: ReportEmptied) -> Report:
    emptied = replace(report, emptied=sorted({*report.emptied, *event.what}))
    if Data.WORDS in event.what:
        emptied = replace(emptied, text="", answers={}, photos=[])
    if Data.MESSAGES in event.what:
        emptied = replace(emptied, messages=["" for _ in report.messages])
    if Data.PLACE in event.what:
        emptied = replace(emptied, place=None, address=None)
    if Data.CONTACT in event.what:
        emptied = replace(emptied, contact_id=None, contact_kind=None)
    return emptied


def _disputed(report: Report, event: OutcomeDisputed) -> Report:
    replies = [*report.replies, event.reply_id] if event.reply_id else report.replies
    return replace(report, answered=event.resolution, is_fixed=False, replies=replies, emptied=[])


def _written(report: Report, event: ReporterWrote) -> Report:
    """Whoever has the page's address may be somebody else than whoever texts: it shows none of those words."""
    replies = [*report.replies, event.reply_id] if event.reply_id else report.replies
    alarming = report.alarming + bool(event.danger_signs or event.floor_signs)
    report = replace(report, replies=replies, alarming=alarming)
    if event.by_sms:
        return replace(report, messages=[*report.messages, ""], texted=[*report.texted, len(report.messages)])
    if event.thanks:
        report = replace(report, thanked=report.answered, thanks=[*report.thanks, len(report.messages)])
    return replace(report, messages=[*report.messages, event.text], emptied=[])


def _raised(report: Report, event: ReportEdited | OutcomeDisputed | ReporterWrote) -> Report:
    known = signs([*report.danger_signs, *event.danger_signs], [*report.floor_signs, *event.floor_signs])
    return replace(report, danger_signs=list(known.danger), floor_signs=list(known.floor))
