"""Sign-ins under way in MongoDB: one document per address."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.notify.domain.sign_in import NONE_YET, SignInEvent, SignIns, evolve, public
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "sign_ins"


def indexed() -> Sequence[Indexed]:
    aged = IndexModel([("asked_last_at", ASCENDING), ("_id", ASCENDING)], name="kept_since")
    return Aggregates.indexed(NAME, IndexModel("asked", name="asked", sparse=True), aged)


class MongoSignIns(MongoRepository[SignIns, SignInEvent]):
    """Behind `ports.people.SignInsByAddress`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=NONE_YET, evolve=evolve, public=public, index=_index, upcasts=(_with_its_age,))
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._sign_ins = database[NAME]

    def address_of(self, sign_in_id: str) -> Found[SignIns] | None:
        with answers():
            found = self._sign_ins.find_one({"asked": sign_in_id}, {"_id": 1})
        return self.get(found["_id"]) if found else None


def _with_its_age(state: Document) -> Document:
    """Form 2 is the same; by storing it anew, what is past its period is found."""
    return state


def _index(sign_ins: SignIns) -> Mapping[str, Any]:
    lately = [each.asked_at for each in sign_ins.asked.values()]
    return {"asked": list(sign_ins.asked) or None, "asked_last_at": max(lately, default=None)}
