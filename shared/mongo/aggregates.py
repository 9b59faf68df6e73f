"""Aggregates in MongoDB. One document holds state and what is not yet published; another collection, the history."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pymongo import ASCENDING, IndexModel, InsertOne, WriteConcern, timeout
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError
from pymongo.read_concern import ReadConcern

from shared.events.codec import to_document, without_words
from shared.mongo.changes import Change, Pending, Shape, clearing_of, fields_of, pending_of, setting
from shared.mongo.connect import Document, answers, problems_of
from shared.mongo.grouping import grouped_writes
from shared.mongo.indexes import Indexed

UNWAITING = WriteConcern(w=1)
KEPT_FOR_GOOD = ReadConcern("majority")
LONGEST_LOOK_SECONDS = 3600.0
_DUPLICATE_KEY = 11000
READ = {"state": 1, "version": 1, "correlation_id": 1, "schema": 1}
"""What a state is made of again; `correlation_id`: under which it began."""


class VersionConflict(Exception):
    """The document has moved on since it was read."""


class AlreadyThere(Exception):
    """Another aggregate holds this value of a unique field."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(*self.fields)


class Aggregates:
    """One kind of aggregate. Every call blocks on the database and raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], name: str, *, most_at_once: int | None = None) -> None:
        """most_at_once: so many are read to be published, where what they hold is large."""
        self.name = name
        self._most_at_once = most_at_once
        self._states = database[name]
        self._kept = self._states.with_options(read_concern=KEPT_FOR_GOOD)
        self._history = database[f"{name}.history"].with_options(write_concern=UNWAITING)
        self._write = grouped_writes(self._states)

    @staticmethod
    def indexed(name: str, *own: IndexModel) -> Sequence[Indexed]:
        """What both collections need, and `own` indexes of the states."""
        pending = IndexModel("pending_since", name="pending_since", sparse=True)
        due = IndexModel("next_due_at", name="next_due_at", sparse=True)
        order = IndexModel([("of", ASCENDING), ("version", ASCENDING)], name="of_version", unique=True)
        return (
            Indexed(collection=name, indexes=(pending, due, *own)),
            Indexed(collection=f"{name}.history", indexes=(order,)),
        )

    def read(self, aggregate_id: str) -> Document | None:
        """What `READ` names."""
        with answers():
            return self._states.find_one({"_id": aggregate_id}, READ)

    def append(self, aggregate_id: str, change: Change, *, known: int) -> None:
        """Write state and events together, if nobody wrote since the state was read. known: the version as it was read.

        Raises: VersionConflict, AlreadyThere.
        """
        with answers():
            try:
                if known:
                    self._update(aggregate_id, change, known)
                else:
                    self._insert(aggregate_id, change)
            except DuplicateKeyError as error:
                keys = tuple((error.details or {}).get("keyPattern", {}))
                raise (VersionConflict(aggregate_id) if keys in {(), ("_id",)} else AlreadyThere(keys)) from None

    def _insert(self, aggregate_id: str, change: Change) -> None:
        first = change.recorded[0]
        document = {
            "_id": aggregate_id,
            "correlation_id": first.correlation_id,
            "pending": [to_document(each) for each in change.recorded],
            "pending_since": first.at,
            "version": change.recorded[-1].version,
            **{name: value for name, value in fields_of(change.shape).items() if value is not None},
        }
        self._write(InsertOne(document))

    def _update(self, aggregate_id: str, change: Change, known: int) -> None:
        update: Document = {
            **setting({**fields_of(change.shape), "version": change.recorded[-1].version}),
            "$push": {"pending": {"$each": [to_document(each) for each in change.recorded]}},
            "$min": {"pending_since": change.recorded[0].at},
        }
        expected = {"_id": aggregate_id, "version": known}
        if not self._states.update_one(expected, update).matched_count:
            raise VersionConflict(aggregate_id)

    def of_older_form(self, schema: int, *, after: str, limit: int) -> Sequence[Document]:
        """Those whose state is of a form before this one, by id, from the first one after `after`."""
        older = {"_id": {"$gt": after}, "schema": {"$not": {"$gte": schema}}}
        with timeout(LONGEST_LOOK_SECONDS), answers():
            return list(self._states.find(older, READ).sort("_id", ASCENDING).limit(limit))

    def count_of_older_form(self, schema: int) -> int:
        """Looks at every document."""
        with timeout(LONGEST_LOOK_SECONDS), answers():
            return self._states.count_documents({"schema": {"$not": {"$gte": schema}}})

    def reshape(self, found: Document, shape: Shape) -> bool:
        """Store it so if nobody wrote to it since it was read; what waits to be published stays as it is."""
        unchanged = {"_id": found["_id"], "version": found["version"], "schema": found.get("schema")}
        with answers():
            return bool(self._states.update_one(unchanged, setting(fields_of(shape))).matched_count)

    def kept(self, aggregate_id: str) -> Document | None:
        """What others may hear again: `state`, `public`, `version`, and which versions are still `pending`."""
        with answers():
            wanted = {"state": 1, "public": 1, "version": 1, "pending.version": 1}
            return self._states.find_one({"_id": aggregate_id, "public": {"$exists": True}}, wanted)

    def changed_since(self, at: datetime) -> Sequence[str]:
        """Ids of those to which something happened from then on, each once. Reads the whole history, for minutes."""
        by_id: list[Document] = [{"$match": {"at": {"$gte": at}}}, {"$group": {"_id": "$of"}}, {"$sort": {"_id": 1}}]
        with timeout(LONGEST_LOOK_SECONDS), answers():
            return [each["_id"] for each in self._history.aggregate(by_id, allowDiskUse=True)]

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        """Ids of those of which a timer is due, the longest overdue first."""
        with answers():
            found = self._states.find({"next_due_at": {"$lte": at}}, {"_id": 1})
            return [each["_id"] for each in found.sort("next_due_at").limit(limit)]

    def oldest(self, name: str) -> datetime | None:
        """The smallest value of `pending_since` or `next_due_at`."""
        with answers():
            found = self._states.find_one({name: {"$exists": True}}, {name: 1}, sort=[(name, ASCENDING)])
            return found[name] if found else None

    def pending(self, limit: int) -> Sequence[Pending]:
        """Those that have waited longest first.

        Only what most members have: told to others and then taken back with a server that fell, an event would have
        happened nowhere, and another one would come under its version.
        """
        wanted = {"version": 1, "public": 1, "pending": 1, "pending_since": 1}
        most = min(limit, self._most_at_once or limit)
        with answers():
            waiting = self._kept.find({"pending_since": {"$exists": True}}, wanted).sort("pending_since").limit(most)
            return [pending_of(each) for each in waiting]

    def file(self, batch: Sequence[Pending]) -> None:
        """Keep the events for good, without people's words. Filing twice is filing once.

        Nobody waits for this to be safe: the clearing comes later in the same log, and is safe only when this is too.
        """
        entries = [{"of": each.aggregate_id, **without_words(event)} for each in batch for event in each.events]
        with answers():
            try:
                self._history.insert_many(entries, ordered=False)
            except BulkWriteError as error:
                if not _only_repeats(error):
                    raise

    def clear(self, batch: Sequence[Pending]) -> None:
        """Forget what is published; what came meanwhile stays pending.

        Waits until most members know, as the next look at what is pending would not see it before.
        """
        if batch:
            with answers():
                self._states.bulk_write([clearing_of(each) for each in batch], ordered=False)

    def history(self, aggregate_id: str) -> Sequence[Document]:
        """What happened to it, filed and still pending, in order, without people's words."""
        with answers():
            found = self._states.find_one({"_id": aggregate_id}, {"pending": 1}) or {"pending": []}
            filed = list(self._history.find({"of": aggregate_id}, {"_id": 0}).sort("version", ASCENDING))
        last = filed[-1]["version"] if filed else 0
        return [*filed, *(without_words(event) for event in found["pending"] if event["version"] > last)]


def _only_repeats(error: BulkWriteError) -> bool:
    return all(problem.get("code") == _DUPLICATE_KEY for problem in problems_of(error))
