"""Leases: one process at a time does a thing that several may do; whoever holds one renews it, or loses it."""

from time import monotonic

from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.mongo.connect import Document, answers

NAME = "leases"


class Lease:
    """Counts in the database's time: neither the product's moved clock nor a machine's wrong one moves it.

    Blocks on the database. A process that was frozen may believe for a moment that it still holds one: what it then
    does must be harmless when done twice.
    """

    def __init__(self, database: Database[Document], name: str, *, holder: str, seconds: float = 3.0) -> None:
        self._leases = database[NAME]
        self._name = name
        self._holder = holder
        self._seconds = seconds
        self._renew_at = 0.0

    def is_held(self) -> bool:
        """Take it if it is free, renew it when a third of it has passed; False while somebody else holds it.

        Raises: TryAgain.
        """
        asked_at = monotonic()
        if asked_at < self._renew_at:
            return True
        held = self._take() == self._holder
        self._renew_at = asked_at + self._seconds / 3 if held else 0.0
        return held

    def give_up(self) -> None:
        """Let others have it at once. Raises: TryAgain."""
        self._renew_at = 0.0
        with answers():
            self._leases.delete_one({"_id": self._name, "holder": self._holder})

    def _take(self) -> str:
        """Who holds it now."""
        mine_or_free = {"$or": [{"$eq": ["$holder", self._holder]}, {"$lt": ["$until", "$$NOW"]}]}
        until = {"$add": ["$$NOW", round(self._seconds * 1000)]}
        fields = {
            "holder": {"$cond": [mine_or_free, self._holder, "$holder"]},
            "until": {"$cond": [mine_or_free, until, "$until"]},
        }
        try:
            with answers():
                lease = self._leases.find_one_and_update(
                    {"_id": self._name}, [{"$set": fields}], upsert=True, return_document=ReturnDocument.AFTER
                )
        except DuplicateKeyError:  # Two made it at the same moment; the other one was first.
            return ""
        return str(lease["holder"]) if lease else ""
