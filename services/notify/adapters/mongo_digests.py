"""Messages that wait for a daily mail, in MongoDB: the deliveries themselves, which name it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pymongo import UpdateOne
from pymongo.database import Database

from services.notify.adapters import delivery_documents as documents
from services.notify.adapters import delivery_steps as steps
from services.notify.adapters.mongo_deliveries import NAME
from services.notify.domain.delivery import Delivery, Status, Why
from shared.mongo.connect import Document, answers


class MongoDigests:
    """Behind `ports.digests.Digests`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[NAME]

    def gather(self, digest_id: str, *, at: datetime) -> Sequence[Delivery]:
        waiting = {"digest": digest_id, "status": Status.PENDING.value}
        with answers():
            self._deliveries.update_many(waiting, steps.gathered(at))
        return self.of(digest_id)

    def keep(self, copies: Mapping[str, str]) -> None:
        if not copies:
            return
        writes = [UpdateOne({"_id": name}, {"$set": {"copy": copy}}) for name, copy in copies.items()]
        with answers():
            self._deliveries.bulk_write(writes, ordered=False)

    def leave_out(self, delivery_id: str, why: str, *, at: datetime, copy: str | None = None) -> None:
        with answers():
            self._deliveries.update_one(_gathered({"_id": delivery_id}), steps.left_out(why, at, copy))

    def of(self, digest_id: str) -> Sequence[Delivery]:
        with answers():
            found = self._deliveries.find(_gathered({"digest": digest_id}))
            return sorted(map(documents.from_mongo, found), key=lambda each: (each.planned_at, each.id))

    def delivered(self, digest_id: str) -> None:
        with answers():
            self._deliveries.update_many(_gathered({"digest": digest_id}), steps.SAID)


def _gathered(which: Document) -> Document:
    return {**which, "status": Status.SUPPRESSED.value, "why": Why.IN_DIGEST.value}
