"""People in MongoDB: one document each; a verified address is one person's alone."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from pymongo import IndexModel
from pymongo.database import Database

from services.notify.adapters.reader_documents import Card, verified_kinds
from services.notify.domain.holding import Hold
from services.notify.domain.person_evolve import PersonEvent, evolve, public
from services.notify.domain.reaching import reached_at
from services.notify.domain.sending import EMAIL, PHONE
from services.notify.domain.somebody import NOBODY, Person
from services.notify.ports.people import AddressTaken
from shared.clock import Clock
from shared.events.codec import dump
from shared.mongo.aggregates import Aggregates, AlreadyThere
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "people"


def indexed() -> Sequence[Indexed]:
    return Aggregates.indexed(NAME, IndexModel("verified", name="verified", unique=True, sparse=True))


class MongoPeople(MongoRepository[Person, PersonEvent]):
    """Behind `ports.people.People`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        upcasts = (partial(_with_holds, clock=clock),)
        kind = Kind(empty=NOBODY, evolve=evolve, public=public, index=_index, upcasts=upcasts)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._people = database[NAME]

    def append(self, found: Found[Person], events: Sequence[PersonEvent], *, by: str) -> Found[Person]:
        try:
            return super().append(found, events, by=by)
        except AlreadyThere as taken:
            raise AddressTaken(found.id) from taken

    def owner_of(self, contact_id: str) -> Found[Person] | None:
        with answers():
            found = self._people.find_one({"verified": contact_id}, {"_id": 1})
        return self.get(found["_id"]) if found else None

    def existing(self, person_ids: Collection[str]) -> set[str]:
        with answers():
            return {each["_id"] for each in self._people.find({"_id": {"$in": list(person_ids)}}, {"_id": 1})}

    def reachable(self, person_ids: Collection[str]) -> set[str]:
        with answers():
            found = list(self._people.find({"_id": {"$in": list(person_ids)}}, {"state.contacts": 1}))
        return {each["_id"] for each in found if EMAIL in verified_kinds(each).values()}

    def by_sms(self, person_ids: Collection[str]) -> set[str]:
        with answers():
            found = list(self._people.find({"_id": {"$in": list(person_ids)}}, {"state": 1}))
        return {each["_id"] for each in found if _is_texted(each)}


def _with_holds(state: Document, *, clock: Clock) -> Document:
    """Of what was confirmed before anybody wrote down when, the year without a proof begins as it is stored anew."""
    began = dump(Hold(since=None, shown_at=clock.now()))
    contacts = {
        name: {**each, "hold": began} if each["is_verified"] and not each.get("hold") else each
        for name, each in state["contacts"].items()
    }
    return {**state, "contacts": contacts}


def _is_texted(card: Card) -> bool:
    verified = verified_kinds(card)
    reached = reached_at(verified, card["state"].get("written_to") or "")
    return reached is not None and verified[reached] == PHONE


def _index(person: Person) -> Mapping[str, Any]:
    return {"verified": list(person.verified) or None}
