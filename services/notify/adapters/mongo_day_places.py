"""The places that a reader's mails have in a day, in MongoDB: a document of who holds them, which stays small."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pymongo import IndexModel, UpdateOne
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.notify.domain.sending import Allowance
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import grouped_writes
from shared.mongo.indexes import Indexed

NAME = "day_places"
KEPT_FOR = timedelta(days=3)
"""In the machine's time: longer than any day of the product's."""


def indexed() -> Sequence[Indexed]:
    return (Indexed(collection=NAME, indexes=(IndexModel("gone_at", name="gone_at", expireAfterSeconds=0),)),)


class MongoDayPlaces:
    """Behind `ports.messages.DayPlaces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._places = database[NAME]
        self._write = grouped_writes(self._places)

    def take(self, delivery_id: str, allowance: Allowance, *, day: date) -> bool:
        if allowance.most < 1:
            return False
        wanted = {"_id": _name(allowance, day), "$or": [{"held": delivery_id}, {_last(allowance): {"$exists": False}}]}
        taken: Document = {
            "$addToSet": {"held": delivery_id},
            "$setOnInsert": {"gone_at": datetime.now(UTC) + KEPT_FOR},
        }
        with answers():
            try:
                self._write(UpdateOne(wanted, taken, upsert=True))
            except DuplicateKeyError:  # All are held, or somebody took the first one at the same moment.
                return bool(self._places.update_one(wanted, taken).matched_count)
        return True

    def give_back(self, delivery_id: str, allowance: Allowance, *, day: date) -> None:
        with answers():
            self._places.update_one({"_id": _name(allowance, day)}, {"$pull": {"held": delivery_id}})


def _name(allowance: Allowance, day: date) -> str:
    return f"{allowance.of}:{day.isoformat()}"


def _last(allowance: Allowance) -> str:
    return f"held.{allowance.most - 1}"
