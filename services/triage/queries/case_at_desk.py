"""One case as those see it who work on it: everything, with its history and the first names of its helpers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.case import Case
from services.triage.ports import CasesToRead, HelpersToRead
from shared.events.event import type_named
from shared.events.triage import REPORTER, TEAM, InvitationSeen, PlaceDisclosed
from shared.repository import Found

_QUIET = frozenset({PlaceDisclosed, InvitationSeen})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a history. kind: the event's class. data: its codes, numbers and ids, without people's words."""

    kind: type
    version: int
    at: datetime
    by: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAtDesk:
    """names: first names of helpers by person_id. history: oldest first."""

    case_id: str
    version: int
    case: Case
    names: Mapping[str, str]
    history: Sequence[Step]


def case_at_desk(found: Found[Case], *, cases: CasesToRead, helpers: HelpersToRead) -> CaseAtDesk:
    """What was found, after whoever may see it was looked at and the showing was logged."""
    return CaseAtDesk(
        case_id=found.id,
        version=found.version,
        case=found.state,
        names=names_of(_people(found.state), helpers=helpers),
        history=steps(found.id, cases=cases),
    )


def steps(case_id: str, *, cases: CasesToRead) -> Sequence[Step]:
    """The history of a case, oldest first."""
    return [
        Step(kind=type_named(one["type"]).form, version=one["version"], at=one["at"], by=one["by"], data=one["data"])
        for one in cases.history(case_id)
    ]


def changes_since(version: int, person_id: str, *, history: Sequence[Step]) -> Sequence[Step]:
    """What others did since somebody looked; that something was read is no change."""
    return [one for one in history if one.version > version and one.by != person_id and one.kind not in _QUIET]


def names_of(people: Iterable[str], *, helpers: HelpersToRead) -> Mapping[str, str]:
    """First names by person_id; who is no helper is left out."""
    found = {person: helpers.find(person).state.first_name for person in set(people)}
    return {person: name for person, name in found.items() if name}


def _people(case: Case) -> Iterable[str]:
    written = (person for message in case.messages for person in (message.written_by, message.to))
    return {*case.invitations, *case.assignments, *case.named, *written} - {REPORTER, TEAM}
