"""Which dead letters were played again, and what became of them."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from pymongo.database import Database

from shared.mongo.connect import Document, answers

NAME = "replayed"


class Replays:
    """Counts in the machine's time, as the letters do. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._replayed = database[NAME]

    def since(self, ids: Collection[str]) -> Mapping[str, datetime]:
        """When each was last played again, of those that were."""
        with answers():
            found = self._replayed.find({"_id": {"$in": list(ids)}}, {"at": 1})
            return {each["_id"]: each["at"] for each in found}

    def mark(self, letter_id: str, outcome: str) -> None:
        """It has gone its way: doing it again would change nothing."""
        with answers():
            fields = {"at": datetime.now(UTC), "outcome": outcome}
            self._replayed.update_one({"_id": letter_id}, {"$set": fields}, upsert=True)
