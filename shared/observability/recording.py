"""Makes records of what happened: each event with its id, its place in the history, its time, and what caused it."""

from collections.abc import Sequence
from typing import Any

from shared.clock import Clock
from shared.events.event import Recorded
from shared.ids import random_id, sortable_id
from shared.observability.context import cause
from shared.repository import Found


def record(found: Found[Any], events: Sequence[Any], *, by: str, clock: Clock) -> list[Recorded]:
    """What these events will be known as, if nobody else writes to the aggregate first.

    They belong to what is going on now; where nothing is known of that, to what the aggregate began with.
    """
    at, why = clock.now(), cause()
    correlation_id = why.correlation_id or found.correlation_id or random_id()
    return [
        Recorded(
            id=sortable_id(),
            version=version,
            at=at,
            by=by,
            correlation_id=correlation_id,
            causation_id=why.causation_id,
            traceparent=why.traceparent,
            happened=event,
        )
        for version, event in enumerate(events, found.version + 1)
    ]
