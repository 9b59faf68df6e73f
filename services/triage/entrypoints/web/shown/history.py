"""A history as a timeline: what, when, who, one line for each step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.triage.entrypoints.web.shown.past import Past
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words import disclosures, statuses
from services.triage.entrypoints.web.words.endings import reason_of
from services.triage.entrypoints.web.words.history import (
    HELPS_NO_MORE,
    NO_LONGER_NEEDED,
    PICTURED,
    REWORDED,
    SENTENCES,
    THANKED,
)
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.case_at_desk import Step
from shared.events.triage import (
    AskingEnded,
    AskingPlanned,
    CaseReopened,
    CaseRouted,
    InvitationAccepted,
    MessageWritten,
    ReporterHeard,
    Route,
    TaskHandedBack,
)

Say = Callable[[Any], str]

_ENDS_ASKING = frozenset({InvitationAccepted, AskingEnded, CaseRouted, CaseReopened})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What `ui.timeline` shows."""

    text: str
    at: datetime
    who: str
    more: str = ""
    is_ahead: bool = False


def timeline(steps: Iterable[Step], past: Past) -> list[Entry]:
    """Every step, oldest first, but for rounds that are planned while neighbours are asked already."""
    return [_entry(step, past.at(step.version), past.words) for step in _told(steps)]


def _told(steps: Iterable[Step]) -> Iterator[Step]:
    """Each round is planned several times over, and whoever is asked in it is named anyway."""
    is_asking = False
    for step in steps:
        is_planned = step.kind is AskingPlanned
        if not (is_planned and is_asking):
            yield step
        is_asking = is_planned or (is_asking and step.kind not in _ENDS_ASKING)


def _entry(step: Step, people: People, words: PackWords) -> Entry:
    return Entry(text=_sentence(step, _said(people, words)), at=step.at, who=people.who(step.by))


def _sentence(step: Step, said: Mapping[str, Say]) -> str:
    sentence = _template(step)
    values = {name: say(step.data.get(name)) for name, say in said.items() if name in step.data}
    signs = [*_codes(step, "danger_signs"), *_codes(step, "floor_signs")]
    return sentence % {
        **values,
        "signs": said["signs"](signs),
        "reason": reason_of(step.kind, str(step.data.get("reason"))),
    }


def _template(step: Step) -> str:
    """Of a reporter, and of a helper who left, it is said what they did, where the history knows."""
    if step.kind is TaskHandedBack and step.data.get("for_good"):
        return str(HELPS_NO_MORE)
    if step.kind is MessageWritten and step.data.get("thanks"):
        return str(THANKED)
    if step.kind is ReporterHeard and step.data.get("is_reworded"):
        return str(REWORDED)
    if step.kind is ReporterHeard and _codes(step, "photos"):
        return str(PICTURED)
    if step.kind is ReporterHeard and step.data.get("no_longer_needed"):
        return str(NO_LONGER_NEEDED)
    return str(SENTENCES[step.kind])


def _codes(step: Step, name: str) -> list[str]:
    found = step.data.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []


def _said(people: People, words: PackWords) -> Mapping[str, Say]:
    """By the name of an event's field, how its value is said."""
    return {
        "person_id": people.begins,
        "lead": people.begins,
        "second": people.who,
        "to": lambda value: people.who(value) or str(value or _("somebody else")),
        "team": words.team,
        "route": lambda value: str(statuses.ROUTE[Route(value)]),
        "wave": str,
        "action": words.action,
        "signs": words.signs,
        "what": disclosures.what,
    }
