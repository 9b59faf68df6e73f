"""What whoever told us may do with their report later on.

Of their words all signs are told on, known or not: what two professionals lifted because of other words may be raised
again by these, and only triage knows what was lifted (rule R2).
"""

from collections.abc import Sequence

from services.intake.domain.photos import MOST_IN_ALL, new_ones
from services.intake.domain.report import Report
from shared.errors import IllegalMove
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    PhotosCame,
    ReportEdited,
    ReportEmptied,
    ReportErased,
    ReporterWrote,
    ReportEvent,
    ReportNoLongerNeeded,
    ReportPhotosAdded,
    ReportWithdrawn,
)
from shared.retention import Data
from shared.signs.signs import NO_SIGNS, Signs

MOST_MESSAGES, MOST_ALARMING = 200, 300
"""Those that bear a sign are counted apart, so that no number of others keeps somebody from telling of danger (R1)."""


def withdraw(report: Report) -> tuple[ReportEvent, ...]:
    """Taking it back twice says nothing new."""
    return () if report.withdrawn else (ReportWithdrawn(),)


def erase(report: Report) -> tuple[ReportEvent, ...]:
    """Whoever told it is forgotten: it is taken back, and emptied. Erasing twice is erasing once."""
    return () if report.erased else (*withdraw(report), ReportErased())


def empty(report: Report, data: Data) -> tuple[ReportEvent, ...]:
    """It was kept for as long as the neighbourhood says. Twice is once."""
    return () if report.erased or data in report.emptied else (ReportEmptied(what=[data.value]),)


def say_no_longer_needed(report: Report) -> tuple[ReportEvent, ...]:
    """Raises: IllegalMove if it was withdrawn."""
    must_stand(report)
    return () if report.no_longer_needed else (ReportNoLongerNeeded(),)


def confirm_outcome(report: Report, *, resolution: int) -> tuple[ReportEvent, ...]:
    """It is fixed. Raises: IllegalMove if it was withdrawn, or this resolution has its answer."""
    _must_be_asked(report, resolution)
    return (OutcomeConfirmed(resolution=resolution),)


def dispute_outcome(
    report: Report,
    *,
    resolution: int,
    reason: str,
    noticed: Signs,
    written_in: str | None = None,
    reply_id: str | None = None,
) -> tuple[ReportEvent, ...]:
    """It is not. Raises: IllegalMove if it was withdrawn, or this resolution has its answer."""
    _must_be_asked(report, resolution)
    return (
        OutcomeDisputed(
            resolution=resolution,
            reason=reason,
            danger_signs=list(noticed.danger),
            floor_signs=list(noticed.floor),
            written_in=written_in,
            reply_id=reply_id,
        ),
    )


def write_message(
    report: Report,
    *,
    text: str,
    noticed: Signs,
    is_over: bool,
    written_in: str | None = None,
    reply_id: str | None = None,
    by_sms: bool = False,
) -> tuple[ReportEvent, ...]:
    """What came in a mail is written once, however often that is told (reply_id).

    Raises: IllegalMove if it was withdrawn, nobody would read it, or there is no end of messages.
    """
    if reply_id in report.replies:
        return ()
    _must_be_read(report, noticed, is_over=is_over)
    _must_have_room(report, noticed)
    return (
        ReporterWrote(
            text=text,
            danger_signs=list(noticed.danger),
            floor_signs=list(noticed.floor),
            written_in=written_in,
            reply_id=reply_id,
            by_sms=by_sms,
        ),
    )


def edit(
    report: Report, *, text: str, noticed: Signs, is_over: bool, written_in: str | None = None
) -> tuple[ReportEvent, ...]:
    """Other words can only add signs. Raises: IllegalMove if it was withdrawn, or nobody would read them."""
    _must_be_read(report, noticed, is_over=is_over)
    if text == report.text:
        return ()
    return (
        ReportEdited(
            text=text,
            danger_signs=list(noticed.danger),
            floor_signs=list(noticed.floor),
            written_in=written_in,
        ),
    )


def add_photos(
    report: Report, *, photo_ids: Sequence[str], is_over: bool, came_by: PhotosCame = PhotosCame.PAGE
) -> tuple[ReportEvent, ...]:
    """The same ones again say nothing new.

    Raises: IllegalMove if it was withdrawn, nobody would look at them, or it has many already.
    """
    must_stand(report)
    new = new_ones(report.photos, photo_ids)
    if not new:
        return ()
    if is_over:
        raise IllegalMove("case_over")
    if len(report.photos) + len(new) > MOST_IN_ALL:
        raise IllegalMove("too_many_photos")
    return (ReportPhotosAdded(photo_ids=new, came_by=came_by),)


def refuse_helper(report: Report, *, person_id: str) -> tuple[ReportEvent, ...]:
    """No reasons asked. Raises: IllegalMove if it was withdrawn."""
    must_stand(report)
    return () if person_id in report.refused_helpers else (HelperRefusedByReporter(person_id=person_id),)


def must_stand(report: Report) -> None:
    """Raises: IllegalMove if it was withdrawn."""
    if report.withdrawn:
        raise IllegalMove("report_withdrawn")


def _must_be_read(report: Report, noticed: Signs, *, is_over: bool) -> None:
    """What is over is read by nobody, unless a sign opens it again: what ended may have begun anew (R1, R2)."""
    must_stand(report)
    if is_over and noticed == NO_SIGNS:
        raise IllegalMove("case_over")


def _must_have_room(report: Report, noticed: Signs) -> None:
    has_room = report.alarming < MOST_ALARMING if noticed else len(report.messages) - report.alarming < MOST_MESSAGES
    if not has_room:
        raise IllegalMove("too_many_messages")


def _must_be_asked(report: Report, resolution: int) -> None:
    must_stand(report)
    if resolution <= report.answered:
        raise IllegalMove("answered_already")
