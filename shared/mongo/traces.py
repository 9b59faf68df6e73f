"""The steps of a report's way as operators read them, alike in every service: times, codes and ids."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document

Step = Mapping[str, object]


def step(service: str, at: datetime | str, what: str, **more: object) -> Step:
    return {"at": at if isinstance(at, str) else at.isoformat(), "service": service, "what": what, **more}


def history_of(service: str, aggregates: Aggregates, aggregate_id: str) -> Iterator[Step]:
    """All that happened to it. Blocks on the database; raises TryAgain when it is away."""
    return (_happened(service, aggregate_id, event) for event in aggregates.history(aggregate_id))


def _happened(service: str, aggregate_id: str, event: Document) -> Step:
    return step(
        service,
        event["at"],
        event["type"],
        id=event["id"],
        subject=aggregate_id,
        version=event["version"],
        by=event["by"],
        correlation_id=event["correlation_id"],
        causation_id=event["causation_id"],
    )
