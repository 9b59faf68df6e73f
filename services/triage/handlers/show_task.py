"""The assigned helper sees place and words, which is logged first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.triage.domain.assignment import Assignment
from services.triage.domain.case import Message
from services.triage.ports import OnCall
from shared.events.place import Place
from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTask:
    case_id: CaseId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """What only the assigned helper sees, and only while assigned (rule R5)."""

    case_id: str
    reference: str
    category: str
    place: Place | None
    address: str | None
    words: str
    answers: Mapping[str, str]
    assignment: Assignment
    messages: Sequence[Message]
    on_call: OnCall | None
