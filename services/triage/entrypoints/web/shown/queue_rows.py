"""Rows of the desk: what, where, since when, why here, and what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from services.triage.domain.reasons import Reopened
from services.triage.domain.shelves import ShelvedCase
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.shown.tags import tag
from services.triage.entrypoints.web.words import statuses
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from shared.events.triage import CaseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What `ui.cards` shows."""

    href: str
    title: str
    under: str
    cells: list[Any]
    is_late: bool


def queue_rows(cases: Iterable[ShelvedCase], *, me: str, words: PackWords, now: datetime) -> list[Row]:
    return [_row(case, me, words, now) for case in cases]


def is_late(case: ShelvedCase, now: datetime) -> bool:
    """Late is what the team owes; a reporter who has not answered yet owes nothing."""
    return case.due_at is not None and case.due_at < now and case.status is not CaseStatus.RESOLVED_UNCONFIRMED


def _row(case: ShelvedCase, me: str, words: PackWords, now: datetime) -> Row:
    return Row(
        href=url_for("case.show", reference=case.reference),
        title=words.category(case.category),
        under=" · ".join((_where(case), case.reference)),
        cells=[spoken().ago(case.since), _why(case, words), _due(case, me, now)],
        is_late=is_late(case, now),
    )


def _where(case: ShelvedCase) -> str:
    if case.where:
        return case.where
    return _("at a home") if case.at_home else _("shown when you open it")


def _why(case: ShelvedCase, words: PackWords) -> str:
    """The first reason is the one that decided."""
    if case.reopened_for == Reopened.NOT_FIXED:
        return _("Not fixed, says the reporter.")
    return " ".join(words.reason(code) for code in case.reason_codes[:1])


def _due(case: ShelvedCase, me: str, now: datetime) -> Markup:
    return Markup(" ").join([*_marks(case, me, now), escape(_when(case, now))])


def _marks(case: ShelvedCase, me: str, now: datetime) -> Iterator[Markup]:
    if is_late(case, now):
        yield tag(_("late"), "error")
    if case.is_urgent:
        yield tag(_("urgent"), "error")
    if case.has_news:
        yield tag(_("wrote again"), "warning")
    if case.taken_by is not None:
        yield tag(_("yours") if case.taken_by == me else _("taken"), "info")
    if case.helpers:
        yield tag(_("a neighbour is on it"), "success")
    elif case.asked:
        yield tag(_("neighbours are asked"), "success")


def _when(case: ShelvedCase, now: datetime) -> str:
    if case.due_at is None:
        return str(statuses.CASE[case.status])
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED:
        return _("Answer %(when)s", when=spoken().until(case.due_at))
    if is_late(case, now):
        return _("since %(when)s", when=spoken().moment(case.due_at))
    return _first_up(spoken().until(case.due_at))


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
