"""A note: that somebody is to be told something. Whether they can be reached is found out when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.notify.domain.delivery import Audience, Fact, Priority, Recipient


class Everybody(StrEnum):
    """Recipients that are looked up when the note is made a delivery: all of the case's team."""

    COORDINATORS = "coordinators"
    CASEWORKERS = "caseworkers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """message: names the templates. words: what a person wrote; only some may read it in a message.

    otherwise: told as well where nobody of those it is for can be reached.
    """

    message: str
    audience: Audience
    to: Recipient | Everybody
    facts: Mapping[str, Fact] = field(default_factory=dict)
    words: str = ""
    priority: Priority = Priority.NEWS
    expires_at: datetime | None = None
    otherwise: "Note | None" = None


def to_reporter(contact_id: str | None, message: str, *, words: str = "", **facts: Fact) -> Note:
    """contact_id: None where the report came without an address; then the delivery says so."""
    return Note(
        message=message,
        audience=Audience.REPORTER,
        to=Recipient(contact_id=contact_id),
        facts=facts,
        words=words,
    )


def to_helper(person_id: str, message: str, **facts: Fact) -> Note:
    """Without anybody's words: a neighbour reads them on a page, which writes down that they were shown (rule R5)."""
    return Note(message=message, audience=Audience.HELPER, to=Recipient(person_id=person_id), facts=facts)


def to_caseworker(person_id: str, message: str, **facts: Fact) -> Note:
    """Without anybody's words, as for helpers: what professionals read of a case is logged."""
    return Note(message=message, audience=Audience.CASEWORKER, to=Recipient(person_id=person_id), facts=facts)


def to_caseworkers(message: str, *, priority: Priority = Priority.NEWS, **facts: Fact) -> Note:
    return Note(
        message=message,
        audience=Audience.CASEWORKER,
        to=Everybody.CASEWORKERS,
        facts=facts,
        priority=priority,
    )


def to_coordinators(message: str, *, priority: Priority = Priority.NEWS, **facts: Fact) -> Note:
    return Note(
        message=message,
        audience=Audience.COORDINATOR,
        to=Everybody.COORDINATORS,
        facts=facts,
        priority=priority,
    )
