"""Leases: one process at a time does a thing that several may do; whoever holds one renews it, or loses it."""

from datetime import UTC, datetime, timedelta

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.mongo.connect import Document, answers

NAME = "leases"


class Lease:
    """Counts in the machine's time, not the product's: a moved clock must not move it. Blocks on the database."""

    def __init__(self, database: Database[Document], name: str, *, holder: str, seconds: float = 3.0) -> None:
        self._leases = database[NAME]
        self._name = name
        self._holder = holder
        self._length = timedelta(seconds=seconds)
        self._renew_at = datetime.min.replace(tzinfo=UTC)

    def is_held(self) -> bool:
        """Take it if it is free, renew it when a third of it has passed; False while somebody else holds it."""
        now = datetime.now(UTC)
        if now < self._renew_at:
            return True
        mine_or_free = {"_id": self._name, "$or": [{"holder": self._holder}, {"until": {"$lt": now}}]}
        try:
            with answers():
                held = {"$set": {"holder": self._holder, "until": now + self._length}}
                self._leases.update_one(mine_or_free, held, upsert=True)
        except DuplicateKeyError:
            return False
        self._renew_at = now + self._length / 3
        return True

    def give_up(self) -> None:
        """Let others have it at once."""
        self._renew_at = datetime.min.replace(tzinfo=UTC)
        with answers():
            self._leases.delete_one({"_id": self._name, "holder": self._holder})
