"""Take in what became of a report, and tell those who work on it what its reporter did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.matter import Matter
from services.notify.domain.note import Note
from services.notify.domain.planning import Occasion, deliveries_for
from services.notify.domain.telling import (
    when_it_is_needed_no_longer,
    when_it_is_put_in_other_words,
    when_the_reporter_wrote,
)
from services.notify.handlers.by_sms import by_sms
from services.notify.handlers.whoever_took_it import as_they_work_now, staff_for
from services.notify.ports.matters import Matters
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People, Roles
from shared.erasure import Erasure, Ledger, Of
from shared.errors import UnknownSubject
from shared.events.intake import ReportState
from shared.signs.signs import is_read


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReport:
    """version: the event's. has_written: the reporter wrote to those who work on it; of thanks triage tells.

    is_for_team: they wrote to the team alone.

    bears_sign: what they wrote does, whether it was known or not. is_reworded: what they told is in other words.
    is_needed_no_longer: they said so.
    written_in: the language that the words plainly are in, where it is not the one that was said.
    is_erased: its reporter is to be forgotten. photos: ids of those that came to it.
    """

    report_id: str
    event_id: str
    version: int
    at: datetime
    state: ReportState
    state_version: int
    correlation_id: str
    has_written: bool = False
    bears_sign: bool = False
    is_for_team: bool = False
    is_reworded: bool = False
    is_needed_no_longer: bool = False
    written_in: str | None = None
    is_erased: bool = False
    photos: Sequence[str] = ()


def hear_report(
    command: HearReport,
    *,
    matters: Matters,
    deliveries: Deliveries,
    people: People,
    roles: Roles,
    languages: Collection[str],
    ledger: Ledger,
) -> None:
    """What was heard before changes nothing. languages: in which somebody here looks for danger.

    Raises: UnknownSubject before the report itself is known.
    """
    if command.is_erased:
        ledger.add([Erasure(of=Of.REPORT, id=command.report_id, at=command.at)])
    matter = matters.find(command.report_id)
    if matter is None:
        raise UnknownSubject(command.report_id)
    if command.version <= matter.heard:
        return
    notes = as_they_work_now(_notes(command, matter, languages), matter.case, roles=roles, at=command.at)
    if notes:
        team = matter.case.team if matter.case else None
        staff = staff_for(notes, roles, people, team=team, at=command.at)
        occasion = Occasion(
            event_id=command.event_id,
            at=command.at,
            report_id=command.report_id,
            case_id=matter.case.case_id if matter.case else None,
            correlation_id=command.correlation_id,
            by_sms=by_sms(notes, staff, people),
        )
        deliveries.plan(deliveries_for(notes, occasion, staff=staff))
    matters.hear_report(
        command.report_id,
        command.state,
        state_version=command.state_version,
        heard=command.version,
        photos=command.photos,
    )


def _notes(command: HearReport, matter: Matter, languages: Collection[str]) -> Sequence[Note]:
    if command.is_reworded:
        return when_it_is_put_in_other_words(matter)
    if command.is_needed_no_longer:
        return when_it_is_needed_no_longer(matter)
    if not command.has_written:
        return ()
    not_theirs = command.is_for_team or command.bears_sign or _is_unread(command, languages)
    return when_the_reporter_wrote(matter, is_for_team=not_theirs)


def _is_unread(command: HearReport, languages: Collection[str]) -> bool:
    """As triage sees it, which takes neighbours off what nobody can look for danger in (rule R3)."""
    return command.written_in is not None and not is_read(command.written_in, languages)
