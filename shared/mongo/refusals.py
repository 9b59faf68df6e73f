"""What the domain refused when it came from a topic: an outcome to be looked up, not an error."""

from pymongo.database import Database

from shared.clock import Clock
from shared.events.event import Received, type_of
from shared.mongo.connect import Document, answers

NAME = "refusals"


class Refusals:
    """Blocks on the database."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        self._refusals = database[NAME]
        self._clock = clock

    def record(self, event: Received, reason: str) -> None:
        """Recording twice is recording once."""
        fields = {"subject": event.subject, "type": type_of(event.happened).name, "reason": reason}
        with answers():
            self._refusals.update_one(
                {"_id": event.recorded.id}, {"$setOnInsert": {**fields, "at": self._clock.now()}}, upsert=True
            )
