"""Parked messages in MongoDB."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from shared.events.codec import wordless
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.parking import Parked

NAME = "parked"
_READ = tuple(each.name for each in fields(Parked))
"""A newer process may have parked it with more."""

INDEXED = (
    Indexed(
        collection=NAME,
        indexes=(
            IndexModel([("lane", ASCENDING), ("place", ASCENDING)], name="lane_place", unique=True),
            IndexModel([("parked_at", ASCENDING)], name="parked_at"),
        ),
    ),
)


class Parking:
    """Every call blocks on the database and raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._parked = database[NAME]

    def busy(self, lanes: Collection[str]) -> set[str]:
        with answers():
            return {each["lane"] for each in self._parked.find({"lane": {"$in": list(lanes)}}, {"lane": 1, "_id": 0})}

    def park(self, message: Parked) -> None:
        kept = {"topic": message.topic, "value": message.value, "parked_at": message.parked_at}
        with answers():
            self._parked.update_one({"lane": message.lane, "place": message.place}, {"$setOnInsert": kept}, upsert=True)

    def lanes(self, *, after: str, limit: int) -> Sequence[str]:
        """One step through the index for each lane, however many wait in it."""
        by_lane: list[Document] = [
            {"$match": {"lane": {"$gt": after}}},
            {"$sort": {"lane": ASCENDING, "place": ASCENDING}},
            {"$group": {"_id": "$lane", "place": {"$first": "$place"}}},
            {"$sort": {"_id": ASCENDING}},
            {"$limit": limit},
        ]
        with answers():
            return [each["_id"] for each in self._parked.aggregate(by_lane)]

    def lane(self, lane: str, limit: int) -> Sequence[Parked]:
        with answers():
            waiting = self._parked.find({"lane": lane}, dict.fromkeys(_READ, 1)).sort("place", ASCENDING).limit(limit)
            return [Parked(**{name: each[name] for name in _READ}) for each in waiting]

    def release(self, message: Parked) -> None:
        with answers():
            self._parked.delete_one({"lane": message.lane, "place": message.place})

    def empty_about(self, ids: Collection[str]) -> None:
        """Take people's words out of whatever waits and names one of these. Looks at all that is parked."""
        wanted = [each.encode() for each in ids]
        with answers():
            for each in self._parked.find({}, {"value": 1}):
                if any(name in each["value"] for name in wanted):
                    self._parked.update_one({"_id": each["_id"]}, {"$set": {"value": wordless(each["value"])}})

    def count(self) -> int:
        with answers():
            return self._parked.estimated_document_count()

    def oldest(self) -> datetime | None:
        with answers():
            found = self._parked.find_one({}, {"parked_at": 1}, sort=[("parked_at", ASCENDING)])
            return found["parked_at"] if found else None
