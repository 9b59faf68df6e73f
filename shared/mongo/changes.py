"""What a command makes of one aggregate, and what of it waits to be published; as values, and as documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pymongo import UpdateOne

from shared.events.event import Recorded
from shared.mongo.connect import Document

FIRST_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """All that follows from an aggregate's state.

    public: what other services may know of it. index: the fields that queries search by, in MongoDB's types; one that
    is None is removed. next_due_at: of its timers, the earliest. schema: the form of the state.
    """

    state: Mapping[str, Any]
    public: Mapping[str, Any]
    index: Mapping[str, Any] = field(default_factory=dict)
    next_due_at: datetime | None = None
    schema: int = FIRST_SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one command makes of one aggregate."""

    recorded: Sequence[Recorded]
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An aggregate with events to publish, and its newest public state. since: when the first of them happened."""

    aggregate_id: str
    version: int
    public: Mapping[str, Any]
    events: Sequence[Document]
    since: datetime


def fields_of(shape: Shape) -> Document:
    """What the document has in the end; a field that is None is not there."""
    return {
        "schema": shape.schema,
        "state": shape.state,
        "public": shape.public,
        "next_due_at": shape.next_due_at,
        **shape.index,
    }


def setting(fields: Document) -> Document:
    """The update that gives a document these fields, and takes those that are None."""
    gone = {name: "" for name, value in fields.items() if value is None}
    given = {"$set": {name: value for name, value in fields.items() if value is not None}}
    return {**given, "$unset": gone} if gone else given


def pending_of(found: Document) -> Pending:
    return Pending(
        aggregate_id=found["_id"],
        version=found["version"],
        public=found["public"],
        events=found["pending"],
        since=found["pending_since"],
    )


def clearing_of(each: Pending) -> UpdateOne:
    newer = {"$filter": {"input": "$pending", "cond": {"$gt": ["$$this.version", each.version]}}}
    since = {"$ifNull": [{"$first": "$pending.at"}, "$$REMOVE"]}
    return UpdateOne({"_id": each.aggregate_id}, [{"$set": {"pending": newer}}, {"$set": {"pending_since": since}}])
