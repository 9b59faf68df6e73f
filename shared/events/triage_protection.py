"""What triage publishes of how people are protected: signs, who is named, what was shown to whom, what is forgotten."""

from dataclasses import field
from datetime import datetime

from shared.events.event import event, words
from shared.events.topics import TRIAGE_CASES


@event("triage.case.reporter_forgotten.v1", topic=None)
class ReporterForgotten:
    """Nobody can be found behind it any more. Its words go at once, or with the end of a case that protects people."""


@event("triage.case.person_forgotten.v1", topic=TRIAGE_CASES)
class PersonForgotten:
    """A helper is not known any more: what they wrote is emptied. person_ids: whom no history names any longer."""

    person_ids: list[str] = words(default_factory=list)


@event("triage.case.emptied.v1", topic=None)
class CaseEmptied:
    """What the neighbourhood keeps no longer was taken out of it. what: kinds of data."""

    what: list[str] = field(default_factory=list)


@event("triage.case.protected.v1", topic=TRIAGE_CASES)
class CaseProtected:
    """More signs were noticed, by a person or a rule; protection only ever rises."""

    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)


@event("triage.case.floor_lift_proposed.v1", topic=None)
class FloorLiftProposed:
    """The safeguarding lead or a professional thinks the floor may be lifted; alone nobody can."""

    person_id: str
    reason: str = words(default="")
    as_lead: bool = False


@event("triage.case.floor_lift_fell.v1", topic=None)
class FloorLiftFell:
    """What somebody proposed does not stand any more: these signs came, known or new, before a second person agreed."""

    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)


@event("triage.case.floor_lifted.v1", topic=TRIAGE_CASES)
class FloorLifted:
    """The safeguarding lead and a second professional lifted it together."""

    lead: str
    second: str


@event("triage.case.person_named.v1", topic=None)
class PersonNamed:
    """Staff marked somebody as named in the case: they are never asked to help on it."""

    person_id: str


@event("triage.place.disclosed.v1", topic=TRIAGE_CASES)
class PlaceDisclosed:
    """A protected fact is shown to one person; written first. what: codes such as place, words, contact. why: code."""

    to: str
    what: list[str]
    why: str
    at: datetime | None = None
