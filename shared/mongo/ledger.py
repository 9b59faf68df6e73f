"""The ledger of erasures in MongoDB: ids and keyed hashes, kept for good, restored backups or not."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.database import Database

from shared.erasure import Erasure, Of
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import Grouped
from shared.mongo.indexes import Indexed

NAME = "erased"
SETTLES = timedelta(seconds=5)
"""In the machine's time: so long something may still arrive that was under way when somebody was erased."""

INDEXED = (
    Indexed(
        collection=NAME,
        indexes=(IndexModel([("undone_since", ASCENDING)], name="undone_since", sparse=True),),
    ),
)


class MongoLedger:
    """Behind `shared.erasure.Ledger` and `Work`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, settles: timedelta = SETTLES) -> None:
        self._erased = database[NAME]
        self._settles = settles
        self._known = Grouped(self._known_to_all)

    def add(self, erasures: Sequence[Erasure]) -> None:
        """In this order, whatever happens in between."""
        writes = [write for each in erasures for write in _adding(each)]
        if writes:
            with answers():
                self._erased.bulk_write(writes)

    def known(self, ids: Collection[str]) -> frozenset[str]:
        with answers():
            return self._known(ids)

    def undone(self, limit: int) -> Sequence[Erasure]:
        with answers():
            found = self._erased.find({"undone_since": {"$exists": True}})
            return [_read(each) for each in found.sort("undone_since", ASCENDING).limit(limit)]

    def done(self, erasure: Erasure) -> None:
        settled = {"_id": erasure.id, "at": erasure.at, "undone_since": {"$lte": datetime.now(UTC) - self._settles}}
        with answers():
            self._erased.update_one(settled, {"$unset": {"undone_since": ""}})

    def _known_to_all(self, asked: Sequence[Collection[str]]) -> Sequence[frozenset[str]]:
        """Every message asks, and hardly ever is anybody there."""
        wanted = {"_id": {"$in": list({each for ids in asked for each in ids})}, "of": {"$ne": Of.CONTACT.value}}
        known = frozenset(each["_id"] for each in self._erased.find(wanted, {"_id": 1}))
        return [known.intersection(ids) for ids in asked]


def begin_again(database: Database[Document]) -> int:
    """A backup was put back, and may know them: all is to be forgotten anew. Returns how many there are."""
    with answers():
        return database[NAME].update_many({}, {"$set": {"undone_since": datetime.now(UTC)}}).matched_count


def _adding(erasure: Erasure) -> list[UpdateOne]:
    """One that is new, or newer than what is known, is to be done."""
    older = {"_id": erasure.id, "of": Of.CONTACT.value, "at": {"$lt": erasure.at}}
    known = {"of": erasure.of.value, "at": erasure.at, "undone_since": datetime.now(UTC)}
    return [UpdateOne(older, {"$set": known}), UpdateOne({"_id": erasure.id}, {"$setOnInsert": known}, upsert=True)]


def _read(document: Document) -> Erasure:
    return Erasure(of=Of(document["of"]), id=document["_id"], at=document["at"])
