"""Passkeys in MongoDB: one document per person; a credential, and who one is elsewhere, is one person's alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import IndexModel
from pymongo.database import Database

from services.notify.domain.passkeys import NONE_YET, PasskeyEvent, Passkeys
from services.notify.domain.passkeys_evolve import evolve, public
from services.notify.ports.sign_in import CredentialTaken
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates, AlreadyThere
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "passkeys"


def indexed() -> Sequence[Indexed]:
    return Aggregates.indexed(
        NAME,
        IndexModel("credentials", name="credentials", unique=True, sparse=True),
        IndexModel("pinned", name="pinned", unique=True, sparse=True),
    )


class MongoPasskeys(MongoRepository[Passkeys, PasskeyEvent]):
    """Behind `ports.sign_in.PasskeysByPerson`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=NONE_YET, evolve=evolve, public=public, index=_index)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._passkeys = database[NAME]

    def append(self, found: Found[Passkeys], events: Sequence[PasskeyEvent], *, by: str) -> Found[Passkeys]:
        try:
            return super().append(found, events, by=by)
        except AlreadyThere as taken:
            raise CredentialTaken(found.id) from taken

    def owner_of(self, credential: str) -> Found[Passkeys] | None:
        with answers():
            found = self._passkeys.find_one({"credentials": credential}, {"_id": 1})
        return self.get(found["_id"]) if found else None

    def pinned(self) -> Sequence[str]:
        with answers():
            found = self._passkeys.find({"pinned": {"$exists": True}}, {"_id": 1}, hint="pinned")
            return [each["_id"] for each in found]


def _index(passkeys: Passkeys) -> Mapping[str, Any]:
    """pinned: an issuer is an address, and holds no space."""
    pin = passkeys.pinned
    return {
        "credentials": [each.credential.id for each in passkeys.held.values()] or None,
        "pinned": f"{pin.issuer} {pin.subject}" if pin else None,
    }
