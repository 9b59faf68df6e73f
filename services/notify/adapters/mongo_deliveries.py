"""Deliveries in MongoDB: a queue by priority, leases with a fence, and what a sender left behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

from services.notify.adapters import delivery_documents as documents
from services.notify.adapters import delivery_steps as steps
from services.notify.adapters.mongo_deliveries_to_read import MongoDeliveriesToRead
from services.notify.domain.delivery import Channel, Delivery, Phase, Priority, Status, send_again
from services.notify.ports.messages import Claim, LeaseLost, Result
from shared.errors import NotFound, StaleVersion
from shared.ids import random_id
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import Grouped, problems_in
from shared.mongo.indexes import Indexed

NAME = "deliveries"
LEASE = timedelta(seconds=45)
"""Longer than one message may take; the deadlines of the channel are shorter."""

_QUEUE = "channel_queue"
_SWEPT_AT_ONCE = 200
_PENDING = {"status": Status.PENDING.value}
_SENDING = {"status": Status.SENDING.value}
_HELD = {"lease_until": {"$exists": True}}


def indexed() -> Sequence[Indexed]:
    """What sending, sweeping, tracing and the person's own page search by, and what the relay needs."""
    return Aggregates.indexed(
        NAME,
        IndexModel(
            [("channel", ASCENDING), ("priority", ASCENDING), ("due_at", ASCENDING)],
            name=_QUEUE,
            partialFilterExpression=dict(_PENDING),
        ),
        IndexModel(
            [("planned_at", ASCENDING), ("_id", ASCENDING)],
            name="kept_since",
            partialFilterExpression={"correlation_id": {"$exists": True}},
        ),
        IndexModel([("lease_until", ASCENDING)], name="lease_until", sparse=True),
        IndexModel([("report_id", ASCENDING), ("planned_at", ASCENDING)], name="report_planned"),
        IndexModel([("person_id", ASCENDING), ("planned_at", DESCENDING)], name="person_planned"),
        IndexModel([("contact_id", ASCENDING), ("planned_at", DESCENDING)], name="contact_planned"),
        IndexModel("digest", name="digest", sparse=True),
        IndexModel([("trouble_at", DESCENDING)], name="trouble_at", sparse=True),
        IndexModel("reference", name="reference", sparse=True),
        IndexModel("asked_as", name="asked_as", sparse=True),
        IndexModel("early.at", name="early", sparse=True),
    )


@dataclass(frozen=True, slots=True)
class _Beginning:
    """A message that is about to be handed over, and how others of its claim ended."""

    delivery: Delivery
    claim: Claim
    done: Sequence[Result]


class MongoDeliveries(MongoDeliveriesToRead):
    """Behind `ports.messages.Deliveries`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, lease: timedelta = LEASE) -> None:
        super().__init__(database[NAME])
        self._lease = lease
        self._plan = Grouped(self._plan_all)
        self._begin = Grouped(self._begin_all)

    def plan(self, deliveries: Sequence[Delivery]) -> None:
        if not deliveries:
            return
        with answers():
            self._plan([documents.to_mongo(each) for each in deliveries])

    def claim(self, limit: int, *, at: datetime, channel: Channel = Channel.EMAIL) -> Claim:
        claim_id = random_id()
        with answers():
            due = self._deliveries.find({**_PENDING, "channel": channel.value, "due_at": {"$lte": at}}, {"_id": 1})
            ids = [each["_id"] for each in due.sort([("priority", 1), ("due_at", 1)]).limit(limit)]
            if not ids:
                return Claim(id=claim_id, deliveries=[])
            self._deliveries.update_many(
                {"_id": {"$in": ids}, **_PENDING}, steps.claimed(claim_id, self._lease_until(), at)
            )
            mine = {each["_id"]: each for each in self._deliveries.find({"_id": {"$in": ids}, "claim": claim_id})}
        return Claim(id=claim_id, deliveries=[documents.from_mongo(mine[name]) for name in ids if name in mine])

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        with answers():
            self._begin(_Beginning(delivery, claim, done))

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        if not done:
            return
        with answers():
            self._deliveries.bulk_write(self._endings(claim, done), ordered=False)

    def give_back(self, claim: Claim) -> None:
        ids = [each.id for each in claim.deliveries]
        unbegun = {"_id": {"$in": ids}, "claim": claim.id, **_SENDING, "phase": Phase.PREPARING.value}
        with answers():
            self._deliveries.update_many(unbegun, steps.NEVER_TAKEN)

    def abandoned(self, *, at: datetime, resend: bool, channel: Channel = Channel.EMAIL) -> Sequence[Result]:
        with answers():
            late = self._deliveries.find({"lease_until": {"$lt": datetime.now(UTC)}, "channel": channel.value})
            found = list(late.sort("lease_until", ASCENDING).limit(_SWEPT_AT_ONCE))
        results = [self._ending_of(each, at=at, resend=resend) for each in found]
        updates = [self._after(each, result) for each, result in zip(found, results, strict=True)]
        if updates:
            with answers():
                self._deliveries.bulk_write(updates, ordered=False)
        return results

    def again(self, delivery_id: str, *, at: datetime) -> None:
        with answers():
            found = self._deliveries.find_one({"_id": delivery_id})
            if found is None:
                raise NotFound(delivery_id)
            send_again(Status(found["status"]))
            unchanged = {"_id": delivery_id, "status": found["status"], "version": found["version"]}
            if not self._deliveries.update_one(unchanged, steps.once_more(at)).matched_count:
                raise StaleVersion(delivery_id)

    def due_since(self, *, at: datetime) -> datetime | None:
        with answers():
            waiting = [self._first_due(channel, priority, at) for channel in Channel for priority in Priority]
            held = list(self._deliveries.find(_HELD, {"due_at": 1}))
        return min((each["due_at"] for each in (*waiting, *held) if each is not None), default=None)

    def _plan_all(self, planned: Sequence[Sequence[Document]]) -> Sequence[None]:
        try:
            self._deliveries.insert_many([each for some in planned for each in some], ordered=False)
        except BulkWriteError as error:
            if not all(isinstance(each, DuplicateKeyError) for each in problems_in(error).values()):
                raise
        return [None] * len(planned)

    def _begin_all(self, beginnings: Sequence[_Beginning]) -> Sequence[LeaseLost | None]:
        """Where one of them may have missed, each looks for itself."""
        updates = [
            update for each in beginnings for update in (*self._endings(each.claim, each.done), self._begun(each))
        ]
        if self._deliveries.bulk_write(updates, ordered=False).matched_count == len(updates):
            return [None] * len(beginnings)
        return [None if self._is_begun(each) else LeaseLost(each.delivery.id) for each in beginnings]

    def _begun(self, one: _Beginning) -> UpdateOne:
        mine = {**self._held(one.delivery, one.claim), "phase": Phase.PREPARING.value}
        return UpdateOne(mine, steps.handing_over(one.delivery, self._lease_until()))

    def _is_begun(self, one: _Beginning) -> bool:
        held = {**self._held(one.delivery, one.claim), "phase": Phase.HANDING_OVER.value}
        return self._deliveries.find_one(held, {"_id": 1}) is not None

    def _first_due(self, channel: Channel, priority: Priority, at: datetime) -> Document | None:
        """One look into the queue's index."""
        due: Document = {**_PENDING, "channel": channel.value, "priority": int(priority), "due_at": {"$lte": at}}
        return self._deliveries.find_one(due, {"due_at": 1}, sort=[("due_at", ASCENDING)], hint=_QUEUE)

    def _endings(self, claim: Claim, done: Sequence[Result]) -> list[UpdateOne]:
        return [UpdateOne(self._held(each.delivery, claim), steps.ended(each)) for each in done]

    def _held(self, delivery: Delivery, claim: Claim) -> Document:
        return {"_id": delivery.id, "claim": claim.id, **_SENDING}

    def _lease_until(self) -> datetime:
        return datetime.now(UTC) + self._lease

    def _ending_of(self, found: Document, *, at: datetime, resend: bool) -> Result:
        was_begun = found["phase"] == Phase.HANDING_OVER.value
        status = Status.UNKNOWN if was_begun and not resend else Status.PENDING
        delivery = documents.from_mongo(found)
        return Result(delivery=delivery, status=status, at=at, why="sender_ended", next_at=at)

    def _after(self, found: Document, result: Result) -> UpdateOne:
        """Only if it is still as it was found: its sender may have been slow and not dead."""
        unchanged: dict[str, Any] = {
            "_id": found["_id"],
            "claim": found["claim"],
            "phase": found["phase"],
            "lease_until": found["lease_until"],
        }
        if result.status is Status.UNKNOWN:
            return UpdateOne(unchanged, steps.ended(result))
        return UpdateOne(unchanged, steps.given_back(result.at))
