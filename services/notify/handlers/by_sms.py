"""Which of those who are to be told something are reached by text message; a step of whoever plans messages."""

from collections.abc import Collection, Iterable

from services.notify.domain.delivery import Recipient
from services.notify.domain.note import Note
from services.notify.domain.planning import Staff
from services.notify.ports.people import People


def by_sms(notes: Iterable[Note], staff: Staff, people: People) -> Collection[str]:
    """Asks nothing where the reporter alone is told."""
    told = {person_id for note in notes for person_id in _people(note, staff)}
    return people.by_sms(told) if told else ()


def _people(note: Note, staff: Staff) -> Collection[str]:
    if isinstance(note.to, Recipient):
        return [note.to.person_id] if note.to.person_id else []
    return staff.of.get(note.to, ())
