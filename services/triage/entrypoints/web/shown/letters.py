"""Messages on a case, as the reader sees them: who wrote, when, what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.case import Message
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.speech import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    who: str
    text: str
    at: datetime | None
    is_mine: bool


def letters(messages: Iterable[Message], people: People) -> list[Letter]:
    """Oldest first."""
    return [letter(one, people) for one in messages]


def letter(message: Message, people: People) -> Letter:
    is_mine = message.written_by == people.me
    return Letter(who=_who(message, people), text=_text(message, people), at=message.at, is_mine=is_mine)


def _who(message: Message, people: People) -> str:
    """Whoever texts may mean another case of theirs, and somebody else may read what is answered on this one."""
    return _("The reporter, by text message") if message.by_sms else people.begins(message.written_by)


def _text(message: Message, people: People) -> str:
    """Of thanks it is said whom they are for, with words or without."""
    if not message.is_thanks:
        return message.text
    thanks = _("To %(name)s: thank you.", name=people.who(message.to))
    return f"{thanks} {message.text}".strip()
