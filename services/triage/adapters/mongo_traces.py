"""What triage knows of a report's way: its case's history, and when the next thing is due."""

from collections.abc import Iterator

from pymongo.database import Database

from shared.ids import Reference
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.traces import Step, history_of, step

SERVICE = "triage"
_WAITS = {"pending_since": "waits to be published", "next_due_at": "is due next"}


class MongoTraces:
    """Passes as `Traces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], cases: Aggregates) -> None:
        self._cases = cases
        self._documents = database[cases.name]

    def of(self, reference: Reference) -> Iterator[Step]:
        with answers():
            case = self._documents.find_one({"reference": reference}, dict.fromkeys(_WAITS, 1))
        if case is None:
            return
        yield from history_of(SERVICE, self._cases, case["_id"])
        yield from (step(SERVICE, case[field], what) for field, what in _WAITS.items() if field in case)
