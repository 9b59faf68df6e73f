"""What is on somebody's desk: the cases of their teams, those that are due first on top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.triage.domain.shelves import Shelf, ShelvedCase, own_shelf, team_shelf
from services.triage.ports import Position, Shelves

PAGE = 25
MOST_COUNTED = 1000


class Show(StrEnum):
    """The filters of the desk."""

    TEAM = "team"
    MINE = "mine"
    URGENT = "urgent"
    REOPENED = "reopened"
    NEIGHBOURS = "neighbours"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class MyQueue:
    """Who asks, for which teams they work, and what they would like to see. after: where the last page ended."""

    person_id: str
    teams: frozenset[str]
    show: Show = Show.TEAM
    after: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the desk. count: of all pages together, None where there are more than 1,000. now: when it was asked."""

    rows: Sequence[ShelvedCase]
    count: int | None
    older: Position | None
    now: datetime


def my_queue(question: MyQueue, *, shelves: Shelves, now: datetime) -> Queue:
    """One page, earliest due first; a case that another team has is not in it."""
    asked = tuple(_shelves(question))
    found = shelves.page(asked, after=question.after, limit=PAGE + 1)
    count = shelves.count(asked, up_to=MOST_COUNTED + 1)
    return Queue(
        rows=found[:PAGE],
        count=count if count <= MOST_COUNTED else None,
        older=position_of(found[PAGE - 1]) if len(found) > PAGE else None,
        now=now,
    )


def position_of(row: ShelvedCase) -> Position | None:
    return None if row.due_at is None else Position(due_at=row.due_at, case_id=row.case_id)


def _shelves(question: MyQueue) -> Iterable[str]:
    match question.show:
        case Show.MINE:
            return (own_shelf(question.person_id),)
        case _:
            return (team_shelf(team, Shelf(question.show)) for team in sorted(question.teams))
