"""What is on somebody's desk: the cases of their teams, those that are due first on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.triage.domain.shelves import Shelf, ShelvedCase, own_shelf, team_shelf
from services.triage.ports import After, CasesToRead

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
    after: After | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the desk. count: of all pages, None where there are more than 1,000. now: when it was asked."""

    rows: Sequence[ShelvedCase]
    count: int | None
    older: After | None
    now: datetime


def my_queue(question: MyQueue, *, cases: CasesToRead, now: datetime) -> Queue:
    """One page, earliest due first; a case that another team has is not in it."""
    asked = tuple(_shelves(question))
    found = cases.on_shelves(asked, after=question.after, limit=PAGE + 1)
    count = cases.count_on_shelves(asked, up_to=MOST_COUNTED + 1)
    return Queue(
        rows=found[:PAGE],
        count=count if count <= MOST_COUNTED else None,
        older=_position_of(found[PAGE - 1]) if len(found) > PAGE else None,
        now=now,
    )


def _position_of(row: ShelvedCase) -> After | None:
    return None if row.due_at is None else After(due_at=row.due_at, case_id=row.case_id)


def _shelves(question: MyQueue) -> Iterator[str]:
    for team in sorted(question.teams):
        match question.show:
            case Show.MINE:
                yield own_shelf(question.person_id, team)
            case _:
                yield team_shelf(team, Shelf(question.show))
