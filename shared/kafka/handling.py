"""Which handler hears which event, and what its answer means."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter
from typing import Any, Protocol, TypeVar

import structlog

from shared.clock import Clock
from shared.errors import DomainError, InvalidMessage, NotFound, StaleVersion, TryAgain, UnknownSubject
from shared.events.event import Received, type_of, type_of_form
from shared.observability.context import Cause, caused
from shared.observability.metrics import HANDLE_SECONDS, HANDLED, LAG_SECONDS, REFUSED

log = structlog.get_logger()

Handle = Callable[[Received], None]

House = TypeVar("House")
House_contra = TypeVar("House_contra", contravariant=True)

STALE_SECONDS = 0.05


class RecordRefusal(Protocol):
    """Where refusals are kept."""

    def record(self, event: Received, reason: str) -> None:
        """Keep that the domain said no to it."""


class Room(Protocol[House_contra]):
    """What hears one topic, for a house: a module of its use cases. IGNORED: what the service need not hear of it."""

    IGNORED: frozenset[type]

    def handlers(self, house: House_contra, /) -> Mapping[type, Handle]:
        """By event class."""


class Handling:
    """Hands each event to its handler. Handlers: by event class; ignored: classes that this service need not hear."""

    def __init__(
        self,
        service: str,
        handlers: Mapping[type, Handle],
        *,
        ignored: frozenset[type],
        refusals: RecordRefusal,
        clock: Clock,
    ) -> None:
        self._service = service
        self._handlers = handlers
        self._ignored = ignored
        self._refusals = refusals
        self._clock = clock
        _count_from_nought(service, handlers)

    def __call__(self, event: Received, *, topic: str) -> None:
        """What is not found may be on its way by another topic, so it is waited for.

        Raises: TryAgain, UnknownSubject, InvalidMessage; every other error is a bug.
        """
        kind = type(event.happened)
        if kind in self._ignored:
            return
        if kind not in self._handlers:
            raise InvalidMessage("not_for_this_service")
        started = perf_counter()
        with caused(_cause(event)):
            self._handle(self._handlers[kind], event)
        self._measure(event, topic, perf_counter() - started)

    def _handle(self, handler: Handle, event: Received) -> None:
        try:
            handler(event)
        except StaleVersion:
            raise TryAgain(STALE_SECONDS) from None
        except NotFound as missing:
            raise UnknownSubject(event.subject) from missing
        except DomainError as no:
            self._refuse(event, no.code)

    def _refuse(self, event: Received, reason: str) -> None:
        name = type_of(event.happened).name
        self._refusals.record(event, reason)
        REFUSED.labels(self._service, name, reason).inc()
        log.info("event_refused", type=name, event_id=event.recorded.id, reason=reason)

    def _measure(self, event: Received, topic: str, seconds: float) -> None:
        HANDLED.labels(self._service, topic, type_of(event.happened).name).inc()
        HANDLE_SECONDS.labels(self._service, topic).observe(seconds)
        LAG_SECONDS.labels(self._service, topic).set((self._clock.now() - event.recorded.at).total_seconds())


def _count_from_nought(service: str, handlers: Iterable[type]) -> None:
    """That nothing was ever handled is a figure, too: what is not there at all raises no alarm."""
    for kind in map(type_of_form, handlers):
        if kind.topic is not None:
            HANDLED.labels(service, kind.topic, kind.name)


def _cause(event: Received) -> Cause:
    recorded = event.recorded
    return Cause(correlation_id=recorded.correlation_id, causation_id=recorded.id, traceparent=recorded.traceparent)


def merged(*rooms: Mapping[type, Any]) -> Mapping[type, Any]:
    """The handlers of several topics; no event is heard twice."""
    together = {kind: handler for room in rooms for kind, handler in room.items()}
    if len(together) != sum(map(len, rooms)):
        raise ValueError("two handlers for one event")
    return together


def handling_of(
    service: str, rooms: Sequence[Room[House]], house: House, *, refusals: RecordRefusal, clock: Clock
) -> Handling:
    """Where the events of all topics of a service go."""
    return Handling(
        service,
        merged(*(room.handlers(house) for room in rooms)),
        ignored=frozenset[type]().union(*(room.IGNORED for room in rooms)),
        refusals=refusals,
        clock=clock,
    )
