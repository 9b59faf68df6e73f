"""Any kind of aggregate in MongoDB, behind the port `shared.repository.Repository`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from shared.clock import Clock
from shared.errors import NotFound, StaleVersion
from shared.events.codec import dump
from shared.events.event import EventType, Recorded, state_of, type_of
from shared.events.fold import fold
from shared.events.schema import schema
from shared.ids import sortable_id
from shared.mongo.aggregates import Aggregates, VersionConflict
from shared.mongo.changes import FIRST_SCHEMA, Change, Shape
from shared.mongo.connect import Document
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


def itself(event: Event) -> Sequence[Event]:
    """It brings nothing else."""
    return (event,)


Upcast = Callable[[Document], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[State, Event]):
    """How one kind of aggregate is kept.

    empty: the state before anything happened. public: what other services may know, a dataclass.
    index: fields that queries search by. next_due_at: the earliest of its timers. upcasts: the first makes a state as
    it was stored in form 1 one of form 2, and so on; one that changes nothing has what follows from states made anew.
    brings: what an event makes known that is told in no event of its own, itself first.
    """

    empty: State
    evolve: Callable[[State, Event], State]
    public: Callable[[State], object]
    index: Callable[[State], Mapping[str, Any]] = nothing
    next_due_at: Callable[[State], datetime | None] = never
    upcasts: Sequence[Upcast] = ()
    brings: Callable[[Event], Sequence[Event]] = itself

    @property
    def schema(self) -> int:
        """The form in which states are stored now."""
        return FIRST_SCHEMA + len(self.upcasts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """had, has: the versions before and after. missing: those between of which the topic tells nothing."""

    had: int
    has: int
    missing: Sequence[int]


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
        return self.found_in(document)

    def found_in(self, document: Document) -> Found[State]:
        """What a document with the fields of `READ` stands for, of whatever form it is."""
        return Found(
            id=document["_id"],
            state=self.state_in(document),
            version=document["version"],
            correlation_id=document.get("correlation_id", ""),
        )

    def state_in(self, document: Document) -> State:
        """The same without the rest: needs `state` and `schema`."""
        stored = document["state"]
        for upcast in self._kind.upcasts[document.get("schema", FIRST_SCHEMA) - FIRST_SCHEMA :]:
            stored = upcast(stored)
        state: State = self._schema.load(stored)
        return state

    def history(self, aggregate_id: str) -> Sequence[Document]:
        """What happened to it, in order, without people's words."""
        return self._aggregates.history(aggregate_id)

    def append(self, found: Found[State], events: Sequence[Event], *, by: str) -> Found[State]:
        if not events:
            return found
        state = fold(self._kind.evolve, found.state, events)
        _require_public(self._kind.public(state), events)
        return self._write(found, state, record(found, events, by=by, clock=self._clock))

    def recover(self, aggregate_id: str, told: Sequence[Recorded]) -> Recovered | None:
        """Let happen again what the topic still knows and the database has lost; None when it has lost nothing.

        told: the events as they were published, in order. They are published once more, which changes nothing for those
        who heard them. Raises: StaleVersion, and whatever an event raises that cannot follow upon what is left.
        """
        found = self.find(aggregate_id)
        news = [each for one in told for each in _with_what_it_brings(one, self._kind) if each.version > found.version]
        if not news:
            return None
        there = {each.version for each in news}
        missing = [version for version in range(found.version + 1, news[-1].version) if version not in there]
        self._write(found, fold(self._kind.evolve, found.state, [each.happened for each in news]), news)
        return Recovered(had=found.version, has=news[-1].version, missing=missing)

    def is_told_in(self, kind: EventType) -> bool:
        """Whether events of this type happen to this kind of aggregate."""
        return kind.topic is not None and state_of(kind) is type(self._kind.public(self._kind.empty))

    @property
    def schema(self) -> int:
        """The form in which states are stored now."""
        return self._kind.schema

    def count_of_older_form(self) -> int:
        """How many are stored in a form before today's."""
        return self._aggregates.count_of_older_form(self._kind.schema)

    def of_older_form(self, *, after: str, limit: int) -> Sequence[Document]:
        return self._aggregates.of_older_form(self._kind.schema, after=after, limit=limit)

    def renew(self, document: Document) -> bool:
        """Store it in today's form, with what follows from it; False if somebody wrote to it meanwhile."""
        return self._aggregates.reshape(document, self._shape(self.state_in(document)))

    def _write(self, found: Found[State], state: State, recorded: Sequence[Recorded]) -> Found[State]:
        try:
            self._aggregates.append(found.id, Change(recorded=recorded, shape=self._shape(state)), known=found.version)
        except VersionConflict as conflict:
            raise StaleVersion(found.id) from conflict
        began = found.correlation_id or recorded[0].correlation_id
        return Found(id=found.id, state=state, version=recorded[-1].version, correlation_id=began)

    def _shape(self, state: State) -> Shape:
        kind = self._kind
        return Shape(
            state=dump(state),
            public=dump(kind.public(state)),
            index=kind.index(state),
            next_due_at=kind.next_due_at(state),
            schema=kind.schema,
        )

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        return self._aggregates.due(at, limit)


def _require_public(public: object, events: Sequence[object]) -> None:
    """Readers take the state that travels with an event for what the event's type says it is."""
    for kind in map(type_of, events):
        if kind.topic and type(public) is not state_of(kind):
            raise TypeError(f"{kind.name} must travel with {state_of(kind).__name__}, not {type(public).__name__}")


def _with_what_it_brings(recorded: Recorded, kind: Kind[Any, Any]) -> Sequence[Recorded]:
    first, *others = kind.brings(recorded.happened)
    further = [
        replace(recorded, id=sortable_id(), version=recorded.version + number, happened=event)
        for number, event in enumerate(others, 1)
    ]
    return [replace(recorded, happened=first), *further]
