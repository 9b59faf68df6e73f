"""Helpers in MongoDB: changed one at a time, found in fair order by where they live and what they offer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.triage.adapters.cells import cells_around, cells_of
from services.triage.domain.claiming import next_due_at
from services.triage.domain.helper import WEEK, Helper, Limits
from services.triage.domain.helper_evolve import evolve, public_state
from services.triage.domain.search import Search
from shared.clock import Clock
from shared.events.triage_people import HelperEvent
from shared.mongo.aggregates import READ, Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "helpers"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
NOT_NOW = datetime(9999, 1, 1, tzinfo=UTC)
BATCH = 16
_IN_TURN = [("turn_at", ASCENDING), ("_id", ASCENDING)]
INDEXED = Aggregates.indexed(
    NAME,
    IndexModel(
        [("reach", ASCENDING), *_IN_TURN, ("askable_from", ASCENDING), ("tier", ASCENDING)],
        name="reach",
        partialFilterExpression={"reach": {"$exists": True}},
    ),
)


class MongoHelpers(MongoRepository[Helper, HelperEvent]):
    """Passes as `Helpers`, `Neighbours` and `HelpersToRead`. Blocks; raises TryAgain while the database is away."""

    def __init__(self, database: Database[Document], *, limits: Limits, clock: Clock) -> None:
        """limits: say from when somebody may be asked again; whoever wrote last, the domain checks them once more."""
        kind = Kind(
            empty=Helper(),
            evolve=evolve,
            public=public_state,
            index=lambda helper: _index(helper, limits),
            next_due_at=next_due_at,
        )
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._helpers = database[NAME]

    def asked_about(self, person_id: str) -> Sequence[str]:
        told = (each["data"] for each in self.history(person_id))
        return list(dict.fromkeys(data["case_id"] for data in told if "case_id" in data))

    def in_turn(self, search: Search) -> Iterator[Found[Helper]]:
        with answers():
            found = self._helpers.find(asked(search), READ).sort(order(search)).batch_size(BATCH)
            yield from map(self.found_in, found)


def asked(search: Search) -> Document:
    """The question that `Search` is, for the index `reach`; asking anything else of it would offer other plans."""
    cells = cells_around(search.place, search.radius_m)
    return {
        "reach": {"$in": [_reach(cell, search.capability) for cell in cells]},
        "turn_at": NEVER if search.newcomers else {"$gt": NEVER},
        "askable_from": {"$lte": search.at},
        "tier": {"$gte": search.tier},
    }


def order(search: Search) -> list[tuple[str, int]]:
    """Newcomers are all equal; MongoDB merges the index's sorted runs only where no field of the order is given."""
    return _IN_TURN[1:] if search.newcomers else _IN_TURN


def _index(helper: Helper, limits: Limits) -> Mapping[str, Any]:
    """Whoever cannot be asked at all is not in the index."""
    away = helper.home is None or helper.is_revoked or (helper.is_paused and helper.paused_until is None)
    if away or helper.home is None:
        return dict.fromkeys(("reach", "turn_at", "askable_from", "tier"))
    return {
        "reach": [_reach(cell, one) for cell in cells_of(helper.home) for one in helper.capabilities] or None,
        "turn_at": helper.last_asked_at or NEVER,
        "askable_from": _askable_from(helper, limits),
        "tier": helper.tier,
    }


def _askable_from(helper: Helper, limits: Limits) -> datetime:
    if len(helper.claims) >= limits.open_assignments:
        return NOT_NOW
    turns = [one.at for one in helper.asked[-limits.invitations_a_week :]]
    is_full = len(turns) >= limits.invitations_a_week
    rested_at = turns[0] + WEEK if is_full else NEVER
    return max(rested_at, helper.paused_until or NEVER)


def _reach(cell: str, capability: str) -> str:
    return f"{cell}|{capability}"
