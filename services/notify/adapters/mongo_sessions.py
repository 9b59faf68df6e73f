"""Sessions in MongoDB."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from services.notify.domain.session import NO_SESSION, Session, SessionEvent, evolve, public
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository

NAME = "sessions"


def indexed() -> Sequence[Indexed]:
    order = [("person_id", ASCENDING), ("expires_at", DESCENDING)]
    aged = IndexModel([("expires_at", ASCENDING), ("_id", ASCENDING)], name="kept_since")
    return Aggregates.indexed(NAME, IndexModel(order, name="person_expires"), aged)


class MongoSessions(MongoRepository[Session, SessionEvent]):
    """Behind `ports.people.Sessions`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=NO_SESSION, evolve=evolve, public=public, index=_index)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._sessions = database[NAME]

    def of_person(self, person_id: str, at: datetime) -> Sequence[tuple[str, Session]]:
        with answers():
            found = self._sessions.find({"person_id": person_id, "expires_at": {"$gt": at}}, {"state": 1, "schema": 1})
            listed = [(each["_id"], self.state_in(each)) for each in found.sort("expires_at", DESCENDING)]
        return [(session_id, session) for session_id, session in listed if session.stands_at(at)]

    def stands(self, session_id: str) -> bool:
        with answers():
            found = self._sessions.find_one({"_id": session_id}, {"state.is_revoked": 1})
        return found is not None and not found["state"]["is_revoked"]


def _index(session: Session) -> Mapping[str, Any]:
    return {"person_id": session.person_id, "expires_at": session.expires_at}
