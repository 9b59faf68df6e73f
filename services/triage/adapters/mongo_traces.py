"""What triage knows of a report's way: its case's history, and when the next thing is due."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pymongo.database import Database

from shared.ids import Reference
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers

SERVICE = "triage"
_WAITS = {"pending_since": "waits to be published", "next_due_at": "is due next"}


class MongoTraces:
    """Passes as `Traces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], cases: Aggregates) -> None:
        self._cases = cases
        self._documents = database[cases.name]

    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        with answers():
            case = self._documents.find_one({"reference": reference}, dict.fromkeys(_WAITS, 1))
        if case is None:
            return
        yield from (_step(case["_id"], event) for event in self._cases.history(case["_id"]))
        for field, what in _WAITS.items():
            if field in case:
                yield {"at": _iso(case[field]), "service": SERVICE, "what": what}


def _step(case_id: str, event: Mapping[str, Any]) -> Mapping[str, object]:
    return {
        "at": _iso(event["at"]),
        "service": SERVICE,
        "what": event["type"],
        "id": event["id"],
        "subject": case_id,
        "version": event["version"],
        "by": event["by"],
        "correlation_id": event["correlation_id"],
        "causation_id": event["causation_id"],
    }


def _iso(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()
