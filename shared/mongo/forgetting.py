"""Takes people out of what is kept for good: histories keep that something happened, when, and of what kind."""

from collections.abc import Collection, Mapping
from typing import Any

from pymongo.database import Database

from shared.erasure import SOMEBODY
from shared.events.event import UnknownEventType, type_named
from shared.ids import random_id
from shared.mongo.connect import Document, answers

HASHES = frozenset({"contact_id", "mailbox_id"})
"""Fields by which somebody who knows an address and our key would find it."""


class Remains:
    """What is left of one kind of aggregate. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], name: str) -> None:
        self._states = database[name]
        self._history = database[f"{name}.history"]

    def are_filed(self, ids: Collection[str]) -> bool:
        """Nothing of these waits to be told any more, so that the history has it all."""
        waiting = {"_id": {"$in": list(ids)}, "pending_since": {"$exists": True}}
        with answers():
            return self._states.find_one(waiting, {"_id": 1}) is None

    def empty_pending(self, ids: Collection[str]) -> None:
        """What waits and will be told to nobody need not hold words until the relay comes by."""
        with answers():
            for found in self._states.find({"_id": {"$in": list(ids)}, "pending_since": {"$exists": True}}):
                self._states.update_one(
                    {"_id": found["_id"], "pending": found["pending"]},
                    {"$set": {"pending": [_emptied(each) for each in found["pending"]]}},
                )

    def take_out(self, ids: Collection[str], gone: Collection[str] = ()) -> None:
        """Out of the histories of these: who is `gone`, and every keyed hash of an address."""
        with answers():
            for entry in self._history.find({"of": {"$in": list(ids)}}):
                left = {**entry, "by": _left(entry["by"], gone), "data": _left(entry["data"], gone)}
                if left != entry:
                    self._history.replace_one({"_id": entry["_id"]}, left)

    def unname(self, ids: Collection[str], gone: Collection[str] = ()) -> None:
        """The same where the id itself tells whose it is."""
        self.take_out(ids, gone)
        with answers():
            for each in ids:
                self._history.update_many({"of": each}, {"$set": {"of": f"{SOMEBODY}-{random_id()}"}})

    def forget(self, ids: Collection[str], gone: Collection[str] = ()) -> None:
        """Whole: no document is left, and the history tells no more of whom it was."""
        self.unname(ids, gone)
        with answers():
            self._states.delete_many({"_id": {"$in": list(ids)}, "pending_since": {"$exists": False}})


def _emptied(event: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        kind = type_named(event["type"])
    except UnknownEventType:
        return event
    if kind.topic is not None:
        return event
    return {**event, "data": {name: value for name, value in event["data"].items() if name not in kind.words}}


def _left(value: Any, gone: Collection[str]) -> Any:  # noqa: ANN401 -- whatever an event holds
    match value:
        case str():
            return SOMEBODY if value in gone else value
        case dict():
            kept = {_left(name, gone): _left(each, gone) for name, each in value.items()}
            return {name: SOMEBODY if name in HASHES and each else each for name, each in kept.items()}
        case list():
            return [_left(each, gone) for each in value]
        case _:
            return value
