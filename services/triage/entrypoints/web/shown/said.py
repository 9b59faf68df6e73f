"""What the reporter said, and how we know: words, answers, place, channel, consent, signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.triage.domain.case import Case
from services.triage.domain.report import Report, Wording
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.words.facts import VALUES
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from shared.events.intake import ConsentAnswer, ForWhom
from shared.events.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """facts: pairs for `ui.facts`. earlier: what it said before its reporter put it in other words, newest first."""

    text: str
    earlier: Sequence[Wording]
    language: str
    facts: list[tuple[str, Any]]


def said_in(case: Case, words: PackWords, *, with_place: bool) -> Said:
    told = case.told
    place = where(told.place, told.address) if with_place else _("shown after you have signed in again")
    return Said(
        text=told.text,
        earlier=told.earlier[::-1],
        language=told.language,
        facts=[(_("Where"), place), *_facts(case, told, words)],
    )


def where(place: Place | None, address: str | None) -> str:
    """The address, else the point; professionals' maps read both."""
    if address:
        return address
    return f"{place.lat:.5f}, {place.long:.5f}" if place else _("not said")


def _facts(case: Case, told: Report, words: PackWords) -> Iterator[tuple[str, Any]]:
    yield from words.answers(told.category, told.answers)
    yield _("When"), spoken().moment(told.reported_at)
    yield _("How it came"), VALUES.get(told.channel, told.channel)
    yield _("May a neighbour help?"), _consent(told)
    if case.danger_signs or case.floor_signs:
        yield _("Signs"), words.signs([*case.danger_signs, *case.floor_signs])
    if told.private:
        yield _("Private"), _("Shown to nobody but those who work on it.")


def _consent(told: Report) -> str:
    match told.consent.answer:
        case ConsentAnswer.YES if told.consent.lacks_theirs:
            return _("the reporter said yes; the person it is for was not asked")
        case ConsentAnswer.YES if told.consent.for_whom is ForWhom.SOMEBODY_ELSE:
            return _("yes, and the person it is for agreed")
        case ConsentAnswer.YES:
            return _("yes")
        case ConsentAnswer.NO:
            return _("no")
        case ConsentAnswer.NOT_ASKED:
            return _("not asked")
