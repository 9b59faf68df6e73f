"""Where sealed boxes lie in MongoDB, and how one is put in place of another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from services.notify.adapters import mongo_deliveries, mongo_people, mongo_sign_ins, mongo_subscriptions
from services.notify.ports.boxes import Boxed
from shared.mongo.connect import Document, answers

Places = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]


class MongoShelf:
    """Behind `ports.boxes.Shelf`. Reads the collection along its ids; no writer waits for it, nor it for any."""

    def __init__(self, database: Database[Document], name: str, places: Places, wanted: Sequence[str]) -> None:
        self._documents = database[name]
        self._name = name
        self._places = places
        self._fields = dict.fromkeys(wanted, 1)
        self._holds = {"$or": [{field: {"$exists": True}} for field in wanted]}

    @property
    def name(self) -> str:
        return self._name

    def boxed(self, *, after: str, limit: int) -> Sequence[Boxed]:
        with answers():
            found = self._documents.find({"_id": {"$gt": after}, **self._holds}, self._fields)
            read = list(found.sort("_id", ASCENDING).limit(limit))
        return [Boxed(id=each["_id"], boxes=dict(self._places(each))) for each in read]

    def put(self, was: Boxed, fresh: Mapping[str, str]) -> bool:
        """Versions stay as they are: it is the same address. Who wrote meanwhile has an old box; it is found again."""
        unchanged = {"_id": was.id, **{place: was.boxes[place] for place in fresh}}
        with answers():
            return bool(self._documents.update_one(unchanged, {"$set": dict(fresh)}).matched_count)


def shelves(database: Database[Document]) -> Sequence[MongoShelf]:
    """All that hold boxes for longer than it takes to tell of them."""
    return (
        MongoShelf(database, mongo_people.NAME, _each_in("contacts"), ("state.contacts",)),
        MongoShelf(database, mongo_sign_ins.NAME, _each_in("asked"), ("state.asked",)),
        MongoShelf(database, mongo_subscriptions.NAME, _itself, ("box",)),
        MongoShelf(database, mongo_deliveries.NAME, _itself, ("box", "copy")),
    )


def _each_in(of: str) -> Places:
    def places(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, each in document.get("state", {}).get(of, {}).items():
            if each.get("box"):
                yield f"state.{of}.{name}.box", each["box"]

    return places


def _itself(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((name, document[name]) for name in ("box", "copy") if document.get(name))
