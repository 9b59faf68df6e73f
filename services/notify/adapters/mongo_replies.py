"""Mails that came in, in MongoDB: one document each, whose words go with the event; and the mails that they answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.notify.adapters import delivery_documents as documents
from services.notify.adapters import mongo_deliveries
from services.notify.domain.delivery import Delivery
from services.notify.domain.mail_reply import NOT_HEARD, Reply, ReplyEvent, evolve, heard, public
from services.notify.ports.replies import GivenReply
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "replies"
HEARD_AT = "heard_at"
MOST_AT_ONCE = 10
"""With its pictures each may have 2.3 MB until it is published."""


def indexed() -> Sequence[Indexed]:
    aged = IndexModel([(HEARD_AT, ASCENDING), ("_id", ASCENDING)], name="kept_since")
    return Aggregates.indexed(NAME, IndexModel("person_id", name="person_id", sparse=True), aged)


class MongoReplies(MongoRepository[Reply, ReplyEvent]):
    """Behind `ports.replies.Replies`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        def index(reply: Reply) -> Mapping[str, Any]:
            """What was stored before its state said when counts from when it is stored anew."""
            return {"person_id": reply.person_id or None, HEARD_AT: reply.heard_at or clock.now()}

        kind = Kind(empty=NOT_HEARD, evolve=evolve, public=public, index=index)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._replies = database[NAME]

    def append(self, found: Found[Reply], events: Sequence[ReplyEvent], *, by: str) -> Found[Reply]:
        return super().append(found, [heard(each, at=self._clock.now()) for each in events], by=by)

    def of_person(self, person_id: str) -> Sequence[GivenReply]:
        with answers():
            found = list(self._replies.find({"person_id": person_id}, {HEARD_AT: 1}))
        return [GivenReply(heard_at=at) for at in sorted(each[HEARD_AT] for each in found)]


class MongoAsked:
    """Behind `ports.replies.Asked`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[mongo_deliveries.NAME]

    def by_reference(self, reference: str) -> Delivery | None:
        with answers():
            found = self._deliveries.find_one({"asked_as": reference})
        return documents.from_mongo(found) if found else None
