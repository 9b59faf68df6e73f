"""The confirmed periods in MongoDB, one document that operators alone write; and what is old, found page by page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection
from pymongo.database import Database

from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.retention import Past, Periods

NAME = "retention"
PAGE = 500
_ID = "confirmed"


class MongoConfirmed:
    """Passes as `shared.retention.Confirmed`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._kept = database[NAME]

    def periods(self) -> Periods:
        with answers():
            found = self._kept.find_one({"_id": _ID}) or {"periods": []}
        return {each["what"]: timedelta(seconds=each["seconds"]) for each in found["periods"]}

    def confirm(self, periods: Periods, at: datetime) -> None:
        listed = [{"what": what, "seconds": length.total_seconds()} for what, length in sorted(periods.items())]
        with answers():
            self._kept.replace_one({"_id": _ID}, {"periods": listed, "at": at}, upsert=True)


def oldest_first(
    collection: Collection[Document], wanted: Document, field: str, before: datetime, read: Document
) -> Iterator[Document]:
    """Page by page, since a cursor that lives long would outlive its deadline."""
    window: Document = {field: {"$lte": before}}
    while True:
        with answers():
            found = collection.find({**wanted, **window}, {**read, field: 1})
            page = list(found.sort([(field, ASCENDING), ("_id", ASCENDING)]).limit(PAGE))
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]
        after = [{field: last[field], "_id": {"$gt": last["_id"]}}, {field: {"$gt": last[field], "$lte": before}}]
        window = {"$or": after}


class Aged:
    """Collections in which nothing is of a report: what is old in them goes whole."""

    def __init__(self, database: Database[Document], fields: Mapping[str, str]) -> None:
        """fields: by collection, the one that says since when something is kept."""
        self._database = database
        self._fields = fields

    def past(self, before: datetime) -> Iterator[Past]:
        for name, field in self._fields.items():
            for each in oldest_first(self._database[name], {}, field, before, {"_id": 1}):
                yield Past(id=f"{name}/{each['_id']}", since=each[field])

    def let_go(self, past: Past) -> None:
        name, _, own = past.id.partition("/")
        with answers():
            self._database[name].delete_one({"_id": own, self._fields[name]: past.since})


def aged_by(fields: Mapping[str, str]) -> Sequence[Indexed]:
    """The indexes by which it is found."""
    return [
        Indexed(collection=name, indexes=(IndexModel([(field, ASCENDING), ("_id", ASCENDING)], name="kept_since"),))
        for name, field in fields.items()
    ]
