"""Rows of the desk: what, where, since when, why here, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from services.triage.domain.shelves import ShelvedCase
from services.triage.entrypoints.web.shown.moments import spoken
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
    return _("at a home") if case.at_home else _("place on the case's page")


def _why(case: ShelvedCase, words: PackWords) -> str:
    """The first reason is the one that decided."""
    if case.is_reopened:
        return _("Not fixed, says the reporter.")
    return " ".join(words.reason(code) for code in case.reason_codes[:1])


def _due(case: ShelvedCase, me: str, now: datetime) -> str:
    parts = [_when(case, now)]
    if case.is_urgent:
        parts.insert(0, _("Urgent."))
    if case.taken_by is not None:
        parts.append(_("You have it.") if case.taken_by == me else _("A colleague has it."))
    elif case.helpers:
        parts.append(_("A neighbour is on it."))
    elif case.asked:
        parts.append(_("Neighbours are asked."))
    return " ".join(parts)


def _when(case: ShelvedCase, now: datetime) -> str:
    if case.due_at is None:
        return str(statuses.CASE[case.status])
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED:
        return _("Answer %(when)s.", when=spoken().until(case.due_at))
    if is_late(case, now):
        return _("Late since %(when)s.", when=spoken().moment(case.due_at))
    return _("To do %(when)s.", when=spoken().until(case.due_at))
