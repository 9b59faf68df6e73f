"""Subscriptions in MongoDB, and the addresses whose owners disowned them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.database import Database

from services.notify.domain.subscription import Standing, Subscription
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import grouped_writes
from shared.mongo.indexes import Indexed

NAME = "subscriptions"
DISOWNED = "disowned"
SCHEMA = 1
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def indexed() -> Sequence[Indexed]:
    newest = IndexModel([("contact_id", ASCENDING), ("since", DESCENDING)], name="contact_newest")
    return (Indexed(collection=NAME, indexes=(newest,)),)


class MongoSubscriptions:
    """Behind `ports.matters.Subscriptions`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._subscriptions = database[NAME]
        self._write = grouped_writes(self._subscriptions)

    def add(self, subscription: Subscription) -> None:
        fields = {
            "schema": SCHEMA,
            "report_id": subscription.report_id,
            "contact_id": subscription.contact_id,
            "since": subscription.since,
            "language": subscription.language,
            "box": subscription.box,
            "standing": subscription.standing.value,
            "kind": subscription.kind,
        }
        with answers():
            self._write(UpdateOne({"_id": subscription.id}, {"$setOnInsert": fields}, upsert=True))

    def find(self, subscription_id: str) -> Subscription | None:
        with answers():
            found = self._subscriptions.find_one({"_id": subscription_id})
        return read(found) if found else None

    def put(self, subscription_id: str, standing: Standing) -> None:
        with answers():
            self._subscriptions.update_one({"_id": subscription_id}, {"$set": {"standing": standing.value}})

    def of_contacts(
        self, contact_ids: Collection[str], limit: int, *, opens_from: Mapping[str, datetime]
    ) -> Sequence[Subscription]:
        if not contact_ids:
            return ()
        theirs = [{"contact_id": each, "since": {"$gte": opens_from.get(each, _EVER)}} for each in contact_ids]
        with answers():
            found = self._subscriptions.find({"$or": theirs})
            return [read(each) for each in found.sort("since", DESCENDING).limit(limit)]


class MongoDisowned:
    """Behind `ports.matters.Disowned`."""

    def __init__(self, database: Database[Document]) -> None:
        self._disowned = database[DISOWNED]

    def add(self, contact_id: str, at: datetime) -> None:
        with answers():
            self._disowned.update_one({"_id": contact_id}, {"$setOnInsert": {"at": at}}, upsert=True)

    def remove(self, contact_id: str) -> None:
        with answers():
            self._disowned.delete_one({"_id": contact_id})

    def is_known(self, contact_id: str) -> bool:
        with answers():
            return self._disowned.find_one({"_id": contact_id}, {"_id": 1}) is not None


def read(document: Document) -> Subscription:
    return Subscription(
        id=document["_id"],
        report_id=document["report_id"],
        contact_id=document["contact_id"],
        since=document["since"],
        language=document["language"],
        box=document["box"],
        standing=Standing(document.get("standing", Standing.ACTIVE)),
        kind=document.get("kind", "email"),
    )
