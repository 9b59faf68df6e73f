"""Sign-ins that ended before their time, as notify told it."""

from datetime import datetime

from pymongo.database import Database

from shared.mongo.connect import Document, answers

NAME = "revoked_sessions"


class MongoSessions:
    """Passes as `Sessions`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._revoked = database[NAME]

    def revoke(self, session_id: str, person_id: str, at: datetime) -> None:
        fields = {"person_id": person_id, "at": at}
        with answers():
            self._revoked.update_one({"_id": session_id}, {"$setOnInsert": fields}, upsert=True)

    def is_revoked(self, session_id: str) -> bool:
        with answers():
            return self._revoked.find_one({"_id": session_id}, {"_id": 1}) is not None
