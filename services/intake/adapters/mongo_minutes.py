"""How many came in the newest minute, for all processes together: of a key, or of where somebody is in the network."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument, WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database

from services.intake.ports import Uses
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed

NAME = "address_uses"
GONE_AFTER_SECONDS = 120
UNWAITING = WriteConcern(w=1)  # A count that is lost with a server lets a few more in, once.
INDEXED: Sequence[Indexed] = (
    Indexed(
        collection=NAME,
        indexes=(IndexModel([("minute", ASCENDING)], name="gone_after", expireAfterSeconds=GONE_AFTER_SECONDS),),
    ),
)
_A_MINUTE = timedelta(minutes=1)


def count_one(collection: Collection[Document], of: str, at: datetime) -> Uses:
    """A clock that is behind counts towards the minute that another has begun. Raises: TryAgain."""
    asked = at.replace(second=0, microsecond=0)
    again = {"$cond": [{"$gte": ["$minute", asked]}, {"$add": ["$count", 1]}, 1]}
    update: list[dict[str, Any]] = [{"$set": {"count": again, "minute": {"$max": ["$minute", asked]}}}]
    with answers():
        found: Document = collection.find_one_and_update(  # type: ignore[assignment]  # upserted, so never None
            {"_id": of}, update, upsert=True, return_document=ReturnDocument.AFTER
        )
    return Uses(count=found["count"], until=found["minute"] + _A_MINUTE)


class MongoAddressUses:
    """Passes as `Minutes`. Addresses are kept for two minutes or so, as keyed hashes, and nothing beside them.

    Blocks on the database; raises TryAgain when it is away.
    """

    def __init__(self, database: Database[Document], *, key: bytes) -> None:
        self._uses = database.get_collection(NAME, write_concern=UNWAITING)
        self._key = key

    def count(self, of: str, at: datetime) -> Uses:
        name = hmac.digest(self._key, of.encode(errors="replace"), hashlib.sha256).hex()
        return count_one(self._uses, name, at)
