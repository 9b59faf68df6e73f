"""What other services told of people, in MongoDB."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pymongo.database import Database

from shared.events.codec import dump
from shared.events.schema import schema
from shared.events.triage_people import Grant
from shared.mongo.connect import Document, answers
from shared.mongo.newest import keep_newest

ROLES, NAMES, CONTACTS, REVOKED = "roles", "helper_names", "contacts", "revoked_sessions"


class MongoPeople:
    """Passes as `People`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._roles = database[ROLES]
        self._names = database[NAMES]
        self._contacts = database[CONTACTS]
        self._revoked = database[REVOKED]

    def keep_roles(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None:
        keep_newest(self._roles, person_id, {"grants": [dump(grant) for grant in grants]}, version=version)

    def roles(self, person_id: str) -> Sequence[Grant]:
        with answers():
            found = self._roles.find_one({"_id": person_id}, {"grants": 1})
        reads = schema(Grant, unknown="exclude")
        return [reads.load(grant) for grant in found["grants"]] if found else []

    def keep_name(self, person_id: str, first_name: str, *, version: int) -> None:
        keep_newest(self._names, person_id, {"first_name": first_name}, version=version)

    def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        if not person_ids:
            return {}
        with answers():
            found = self._names.find({"_id": {"$in": list(person_ids)}}, {"first_name": 1})
            return {each["_id"]: each["first_name"] for each in found}

    def keep_contacts(
        self, person_id: str, contact_ids: Sequence[str], *, opens_from: Mapping[str, datetime], version: int
    ) -> None:
        known = {"contact_ids": list(contact_ids), "opens_from": dict(opens_from)}
        keep_newest(self._contacts, person_id, known, version=version)

    def contacts(self, person_id: str) -> Sequence[str]:
        with answers():
            found = self._contacts.find_one({"_id": person_id}, {"contact_ids": 1})
        return found["contact_ids"] if found else []

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        with answers():
            found = self._contacts.find_one({"_id": person_id}, {"opens_from": 1}) or {}
        opens: Mapping[str, datetime] = found.get("opens_from", {})
        return opens

    def revoke_session(self, session_id: str, at: datetime) -> None:
        with answers():
            self._revoked.update_one({"_id": session_id}, {"$setOnInsert": {"at": at}}, upsert=True)

    def is_revoked(self, session_id: str) -> bool:
        with answers():
            return self._revoked.find_one({"_id": session_id}, {"_id": 1}) is not None
