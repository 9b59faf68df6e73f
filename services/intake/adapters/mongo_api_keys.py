"""Keys of partners' systems in MongoDB, found by their ids; and how often each was used in the newest minute."""

from collections.abc import Iterator
from datetime import datetime

from pymongo import ASCENDING
from pymongo.database import Database

from services.intake.adapters.mongo_minutes import UNWAITING, count_one
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
        self._uses = database.get_collection(USES, write_concern=UNWAITING)

    def count(self, of: str, at: datetime) -> Uses:
        return count_one(self._uses, of, at)

    def last_used_at(self, key_id: str) -> datetime | None:
        with answers():
            found = self._uses.find_one({"_id": key_id}, {"minute": 1})
        return found["minute"] if found else None
