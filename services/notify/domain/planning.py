"""Makes deliveries of notes: one for each recipient and channel, with an id that the same note always leads to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from services.notify.domain.delivery import Audience, Channel, Delivery, Priority, Recipient, Status, Why, delivery_id
from services.notify.domain.note import Everybody, Note
from services.notify.domain.sending import ANOTHER_TEAM, EMAIL, PHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What the notes tell of. event_id: the event's, or a name that is made the same every time.

    cause: the event that led to it, if another one did. is_hushed: messages will only say that there is news.
    contact_kind: how the reporter is reached. by_sms: people who are reached so.
    """

    event_id: str
    cause: str | None = None
    is_hushed: bool = False
    contact_kind: str = EMAIL
    by_sms: Collection[str] = ()
    at: datetime
    report_id: str | None = None
    case_id: str | None = None
    correlation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """of: by group, who belongs to it now. reachable: those of them whom a mail can reach."""

    of: Mapping[Everybody, Sequence[str]]
    reachable: Collection[str] = frozenset()

    def reaches(self, group: Recipient | Everybody) -> bool:
        return isinstance(group, Everybody) and any(each in self.reachable for each in self.of.get(group, ()))


NOBODY = Staff(of=MappingProxyType({}))


def with_stand_ins(notes: Iterable[Note], staff: Staff) -> list[Note]:
    """These, and what is told instead where nobody of a group can be reached."""
    return [each for note in notes for each in (note, _instead(note, staff)) if each is not None]


def is_unheard(notes: Iterable[Note], staff: Staff) -> bool:
    """Somebody may be in danger, and nobody can be told."""
    urgent = [note for note in notes if note.priority is Priority.SAFETY]
    return bool(urgent) and not any(staff.reaches(note.to) for note in urgent)


def deliveries_for(notes: Iterable[Note], occasion: Occasion, *, staff: Staff = NOBODY) -> list[Delivery]:
    """One delivery each; where there is nobody, one that says so."""
    return [_delivery(note, to, occasion) for note in notes for to in _recipients(note, staff)]


def _instead(note: Note, staff: Staff) -> Note | None:
    return None if staff.reaches(note.to) else note.otherwise


def _recipients(note: Note, staff: Staff) -> Sequence[Recipient]:
    if isinstance(note.to, Recipient):
        return (note.to,)
    return [Recipient(person_id=person_id) for person_id in staff.of.get(note.to, ())] or (Recipient(),)


def _delivery(note: Note, to: Recipient, occasion: Occasion) -> Delivery:
    event_id = _told_as(note, occasion)
    is_somebody = to.person_id is not None or to.contact_id is not None
    channel = _channel(to, occasion)
    return Delivery(
        id=delivery_id(event_id, to, channel),
        event_id=event_id,
        message=note.message,
        audience=note.audience,
        to=to,
        channel=channel,
        priority=note.priority,
        report_id=occasion.report_id,
        case_id=occasion.case_id,
        facts=note.facts,
        words=note.words if is_somebody else "",
        planned_at=occasion.at,
        expires_at=note.expires_at,
        correlation_id=occasion.correlation_id,
        status=Status.PENDING if is_somebody else Status.SUPPRESSED,
        why=None if is_somebody else Why.NO_CONTACT,
    )


def _channel(to: Recipient, occasion: Occasion) -> Channel:
    by_sms = to.person_id in occasion.by_sms if to.person_id else occasion.contact_kind == PHONE and to.contact_id
    return Channel.SMS if by_sms else Channel.EMAIL


def _told_as(note: Note, occasion: Occasion) -> str:
    """That there is news is said once of all that one event led to: whoever reads no more reads it twice otherwise."""
    is_news = note.priority is Priority.NEWS and note.audience is not Audience.HELPER and note.message != ANOTHER_TEAM
    return (occasion.cause if occasion.is_hushed and is_news else None) or occasion.event_id
