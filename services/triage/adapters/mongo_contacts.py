"""Which contacts stand for which person, as notify told it: one document for each person."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pymongo import IndexModel
from pymongo.database import Database

from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.newest import keep_newest

NAME = "contacts"
INDEXED = (Indexed(collection=NAME, indexes=(IndexModel("contact_ids", name="contact_ids"),)),)


class MongoContacts:
    """Passes as `AllContacts`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._contacts = database[NAME]

    def people_of(self, contact_id: str) -> frozenset[str]:
        with answers():
            return frozenset(each["_id"] for each in self._contacts.find({"contact_ids": contact_id}, {"_id": 1}))

    def knows(self, person_id: str) -> bool:
        with answers():
            return self._contacts.find_one({"_id": person_id}, {"_id": 1}) is not None

    def keep(
        self,
        person_id: str,
        contact_ids: Sequence[str],
        *,
        version: int,
        verified: Sequence[str] = (),
        opens_from: Mapping[str, datetime] | None = None,
    ) -> None:
        known = {
            "contact_ids": list(contact_ids),
            "verified": list(verified),
            "opens_from": dict(opens_from or {}),
        }
        keep_newest(self._contacts, person_id, known, version=version)

    def verified_of(self, person_id: str) -> Sequence[str]:
        with answers():
            found = self._contacts.find_one({"_id": person_id}, {"verified": 1}) or {}
        verified: Sequence[str] = found.get("verified", [])
        return verified

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        with answers():
            found = self._contacts.find_one({"_id": person_id}, {"opens_from": 1}) or {}
        opens: Mapping[str, datetime] = found.get("opens_from", {})
        return opens
