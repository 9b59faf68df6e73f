"""Deliveries in MongoDB, as people find them among their messages; and those that failed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from pymongo import DESCENDING, collection

from services.notify.adapters import delivery_documents as documents
from services.notify.domain.delivery import Audience, Delivery, Status
from services.notify.domain.preferences import DIGEST
from services.notify.ports.messages import Kept, Place
from shared.mongo.connect import Document, answers

_OF_AN_INSTANT = 20


class MongoDeliveriesToRead:
    """Behind `ports.messages.DeliveriesToRead`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, deliveries: collection.Collection[Document]) -> None:
        self._deliveries = deliveries

    def to_somebody(
        self, person_id: str, contact_ids: Collection[str], report_ids: Collection[str], limit: int
    ) -> Sequence[Delivery]:
        to_address = {"report_id": {"$in": list(report_ids)}, "contact_id": {"$in": list(contact_ids)}}
        with answers():
            found = [*self._deliveries.find({"person_id": person_id}), *self._deliveries.find(to_address)]
        read = [documents.from_mongo(each) for each in found]
        return sorted(read, key=lambda each: each.planned_at, reverse=True)[:limit]

    def page_to(
        self,
        person_id: str,
        contacts: Mapping[str, datetime | None],
        limit: int,
        *,
        known_from: datetime | None = None,
        before: Place | None = None,
    ) -> Sequence[Kept]:
        theirs: Document = {"person_id": person_id, "message": {"$ne": DIGEST}, **_between(known_from, before)}
        reporters: list[Document] = [
            {"contact_id": contact_id, "audience": Audience.REPORTER.value, **_between(since, before)}
            for contact_id, since in contacts.items()
        ]
        with answers():
            found = [each for which in (theirs, *reporters) for each in self._newest(which, limit)]
        ordered = sorted(found, key=lambda each: (each["planned_at"], each["_id"]), reverse=True)
        after = [each for each in ordered if before is None or _place(each) < (before.planned_at, before.id)]
        return [documents.kept(each) for each in after[:limit]]

    def copies_of(self, delivery_ids: Collection[str]) -> Mapping[str, str]:
        with answers():
            found = self._deliveries.find({"_id": {"$in": list(delivery_ids)}, "copy": {"$exists": True}}, {"copy": 1})
            return {each["_id"]: each["copy"] for each in found}

    def in_trouble(self, limit: int) -> Sequence[Delivery]:
        with answers():
            found = self._deliveries.find({"trouble_at": {"$exists": True}}).sort("trouble_at", DESCENDING).limit(limit)
            return [documents.from_mongo(each) for each in found]

    def count_unknown(self) -> int:
        with answers():
            return self._deliveries.count_documents(
                {"trouble_at": {"$exists": True}, "status": Status.UNKNOWN.value}, hint="trouble_at"
            )

    def _newest(self, which: Document, limit: int) -> Iterator[Document]:
        """A few more than wanted: of those of one instant some may stand on the page before."""
        shown: Document = {"$or": [{"copy": {"$exists": True}}, {"status": {"$ne": Status.SUPPRESSED.value}}]}
        return iter(
            self._deliveries.find({**which, **shown}).sort("planned_at", DESCENDING).limit(limit + _OF_AN_INSTANT)
        )


def _place(found: Document) -> tuple[datetime, str]:
    return found["planned_at"], found["_id"]


def _between(since: datetime | None, before: Place | None) -> Document:
    """A part of a query; none where nothing limits it."""
    limits = {"$gte": since, "$lte": before.planned_at if before else None}
    found = {name: at for name, at in limits.items() if at is not None}
    return {"planned_at": found} if found else {}
