"""Any kind of aggregate in MongoDB, behind the port `shared.repository.Repository`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from shared.clock import Clock
from shared.errors import NotFound, StaleVersion
from shared.events.codec import dump
from shared.events.event import state_of, type_of
from shared.events.fold import fold
from shared.events.schema import schema
from shared.mongo.aggregates import Aggregates, VersionConflict
from shared.mongo.changes import Change
from shared.observability.recording import record
from shared.repository import Found

State = TypeVar("State")
Event = TypeVar("Event")


def nothing(_: object) -> Mapping[str, Any]:
    """No fields to search by."""
    return {}


def never(_: object) -> datetime | None:
    """No timers."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[State, Event]):
    """How one kind of aggregate is kept.

    empty: the state before anything happened. public: what other services may know, a dataclass.
    index: fields that queries search by. next_due_at: the earliest of its timers.
    """

    empty: State
    evolve: Callable[[State, Event], State]
    public: Callable[[State], object]
    index: Callable[[State], Mapping[str, Any]] = nothing
    next_due_at: Callable[[State], datetime | None] = never


class MongoRepository(Generic[State, Event]):
    def __init__(self, aggregates: Aggregates, kind: Kind[State, Event], *, clock: Clock) -> None:
        self._aggregates = aggregates
        self._kind = kind
        self._clock = clock
        self._schema = schema(type(kind.empty), unknown="exclude")

    def get(self, aggregate_id: str) -> Found[State]:
        found = self.find(aggregate_id)
        if not found.version:
            raise NotFound(aggregate_id)
        return found

    def find(self, aggregate_id: str) -> Found[State]:
        document = self._aggregates.read(aggregate_id)
        if document is None:
            return Found(id=aggregate_id, state=self._kind.empty, version=0)
        return Found(
            id=aggregate_id,
            state=self._schema.load(document["state"]),
            version=document["version"],
            correlation_id=document.get("correlation_id", ""),
        )

    def append(self, found: Found[State], events: Sequence[Event], *, by: str) -> Found[State]:
        if not events:
            return found
        state = fold(self._kind.evolve, found.state, events)
        public = self._kind.public(state)
        _require_public(public, events)
        recorded = record(found, events, by=by, clock=self._clock)
        change = Change(
            recorded=recorded,
            state=dump(state),
            public=dump(public),
            index=self._kind.index(state),
            next_due_at=self._kind.next_due_at(state),
        )
        try:
            self._aggregates.append(found.id, change)
        except VersionConflict as conflict:
            raise StaleVersion(found.id) from conflict
        began = found.correlation_id or recorded[0].correlation_id
        return Found(id=found.id, state=state, version=recorded[-1].version, correlation_id=began)

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        return self._aggregates.due(at, limit)


def _require_public(public: object, events: Sequence[object]) -> None:
    """Readers take the state that travels with an event for what the event's type says it is."""
    for kind in map(type_of, events):
        if kind.topic and type(public) is not state_of(kind):
            raise TypeError(f"{kind.name} must travel with {state_of(kind).__name__}, not {type(public).__name__}")
