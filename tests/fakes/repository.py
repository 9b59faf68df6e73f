"""A repository in memory: it answers as the one in MongoDB does, and shows what was recorded."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar

from shared.clock import Clock
from shared.errors import NotFound, StaleVersion
from shared.events.codec import dump
from shared.events.event import Recorded
from shared.events.fold import fold
from shared.events.schema import schema
from shared.observability.recording import record
from shared.repository import Found

State = TypeVar("State")
Event = TypeVar("Event")


def never(_: object) -> datetime | None:
    """No timers."""
    return None


class FakeRepository(Generic[State, Event]):
    """Passes as `Repository[State, Event]` and as `Due`.

    States go through their schema as they do on the way to the database, so that one which cannot be kept fails here.
    recorded: everything that was appended, to all aggregates, in order.
    """

    def __init__(
        self,
        *,
        empty: State,
        evolve: Callable[[State, Event], State],
        clock: Clock,
        next_due_at: Callable[[State], datetime | None] = never,
    ) -> None:
        """The arguments are those of `shared.mongo.repository.Kind`, as far as they matter here."""
        self.recorded: list[Recorded] = []
        self._empty = empty
        self._evolve = evolve
        self._clock = clock
        self._next_due_at = next_due_at
        self._found: dict[str, Found[State]] = {}
        self._writing = Lock()

    @property
    def happened(self) -> list[Any]:
        """The events that were appended, to all aggregates, in order."""
        return [each.happened for each in self.recorded]

    def given(self, aggregate_id: str, *events: Event) -> Found[State]:
        """Let this have happened before the story begins: it counts towards the version, but is not in `recorded`."""
        found = self.append(self.find(aggregate_id), events, by="given")
        del self.recorded[len(self.recorded) - len(events) :]
        return found

    def get(self, aggregate_id: str) -> Found[State]:
        found = self.find(aggregate_id)
        if not found.version:
            raise NotFound(aggregate_id)
        return found

    def find(self, aggregate_id: str) -> Found[State]:
        return self._found.get(aggregate_id) or Found(id=aggregate_id, state=self._empty, version=0)

    def append(self, found: Found[State], events: Sequence[Event], *, by: str) -> Found[State]:
        if not events:
            return found
        state = self._kept(fold(self._evolve, found.state, events))
        recorded = record(found, events, by=by, clock=self._clock)
        with self._writing:
            known = self.find(found.id)
            if known.version != found.version:
                raise StaleVersion(found.id)
            began = known.correlation_id or recorded[0].correlation_id
            after = Found(id=found.id, state=state, version=recorded[-1].version, correlation_id=began)
            self._found[found.id] = after
            self.recorded.extend(recorded)
        return after

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        times = {each.id: self._next_due_at(each.state) for each in self._found.values()}
        due = [(when, name) for name, when in times.items() if when is not None and when <= at]
        return [name for _, name in sorted(due)[:limit]]

    def _kept(self, state: State) -> State:
        read: State = schema(type(self._empty), unknown="exclude").load(dump(state))
        return read
