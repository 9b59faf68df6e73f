"""What a command makes of one aggregate, and what of it waits to be published; as values, and as documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pymongo import UpdateOne

from shared.events.event import Recorded
from shared.mongo.connect import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one command makes of one aggregate.

    public: what other services may know of the new state. index: the fields that queries search by, in MongoDB's types;
    one that is None is removed. next_due_at: of its timers, the earliest.
    """

    recorded: Sequence[Recorded]
    state: Mapping[str, Any]
    public: Mapping[str, Any]
    index: Mapping[str, Any] = field(default_factory=dict)
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An aggregate with events to publish, and its newest public state. since: when the first of them happened."""

    aggregate_id: str
    version: int
    public: Mapping[str, Any]
    events: Sequence[Document]
    since: datetime


def fields_of(change: Change) -> Document:
    return {
        "state": change.state,
        "public": change.public,
        "version": change.recorded[-1].version,
        "next_due_at": change.next_due_at,
        **change.index,
    }


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
