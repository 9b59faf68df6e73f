"""Messages that refer to something unknown here wait in the database until it is known; what follows them waits too."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed

NAME = "parked"
INDEXED = (
    Indexed(
        collection=NAME,
        indexes=(
            IndexModel([("lane", ASCENDING), ("place", ASCENDING)], name="lane_place", unique=True),
            IndexModel([("parked_at", ASCENDING)], name="parked_at"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A message as it came. lane: topic and key, within which order holds. place: partition and offset, sortable."""

    lane: str
    place: str
    topic: str
    value: bytes
    parked_at: datetime


class Parking:
    """Every call blocks on the database and raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._parked = database[NAME]

    def busy(self, lanes: Collection[str]) -> set[str]:
        """Which of these lanes have somebody waiting."""
        with answers():
            return {each["lane"] for each in self._parked.find({"lane": {"$in": list(lanes)}}, {"lane": 1})}

    def park(self, message: Parked) -> None:
        """Parking twice is parking once."""
        fields = {"topic": message.topic, "value": message.value, "parked_at": message.parked_at}
        with answers():
            self._parked.update_one(
                {"lane": message.lane, "place": message.place}, {"$setOnInsert": fields}, upsert=True
            )

    def first_of_each_lane(self, limit: int) -> Sequence[str]:
        """Lanes with somebody waiting, the longest first."""
        with answers():
            oldest = self._parked.find({}, {"lane": 1}).sort("parked_at", ASCENDING).limit(limit)
            return list(dict.fromkeys(each["lane"] for each in oldest))

    def lane(self, lane: str) -> Iterator[Parked]:
        """Who waits in this lane, in order."""
        with answers():
            for each in self._parked.find({"lane": lane}, {"_id": 0}).sort("place", ASCENDING):
                yield Parked(**each)

    def release(self, message: Parked) -> None:
        """It has been handled."""
        with answers():
            self._parked.delete_one({"lane": message.lane, "place": message.place})

    def count(self) -> int:
        with answers():
            return self._parked.estimated_document_count()

    def oldest(self) -> datetime | None:
        with answers():
            found = self._parked.find_one({}, {"parked_at": 1}, sort=[("parked_at", ASCENDING)])
            return found["parked_at"] if found else None
