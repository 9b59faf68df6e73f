"""Keys of partners' systems in MongoDB, found by their ids; and how often each was used in the newest minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pymongo import ASCENDING, ReturnDocument, WriteConcern
from pymongo.database import Database

from services.intake.domain.api_key import NONE_YET, ApiKey, evolve, public
from services.intake.ports import Uses
from shared.clock import Clock
from shared.events.intake_keys import ApiKeyEvent
from shared.mongo.aggregates import READ, Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "api_keys"
USES = "api_key_uses"
INDEXED = Aggregates.indexed(NAME)
_UNWAITING = WriteConcern(w=1)  # A count that is lost with a server lets a few more in, once.
_A_MINUTE = timedelta(minutes=1)


class MongoApiKeys(MongoRepository[ApiKey, ApiKeyEvent]):
    """Passes as `ApiKeys`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=NONE_YET, evolve=evolve, public=public)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._keys = database[NAME]

    def all(self) -> Iterator[Found[ApiKey]]:
        with answers():
            found = list(self._keys.find({}, READ).sort("_id", ASCENDING))
        return map(self.found_in, found)


class MongoKeyUses:
    """Passes as `KeyUses`, for all processes together. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._uses = database.get_collection(USES, write_concern=_UNWAITING)

    def count(self, key_id: str, at: datetime) -> Uses:
        """A clock that is behind counts towards the minute that another has begun."""
        asked = at.replace(second=0, microsecond=0)
        again = {"$cond": [{"$gte": ["$minute", asked]}, {"$add": ["$count", 1]}, 1]}
        update = [{"$set": {"count": again, "minute": {"$max": ["$minute", asked]}}}]
        with answers():
            found: Document = self._uses.find_one_and_update(  # type: ignore[assignment]  # upserted, so never None
                {"_id": key_id}, update, upsert=True, return_document=ReturnDocument.AFTER
            )
        return Uses(count=found["count"], until=found["minute"] + _A_MINUTE)

    def last_used_at(self, key_id: str) -> datetime | None:
        with answers():
            found = self._uses.find_one({"_id": key_id}, {"minute": 1})
        return found["minute"] if found else None
