"""What gateways tell of text messages, in MongoDB: it moves a delivery on, once, in whatever order it comes."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.database import Database

from services.notify.adapters import delivery_documents as documents
from services.notify.adapters import delivery_steps as steps
from services.notify.adapters.mongo_deliveries import NAME
from services.notify.domain.delivery import Status
from services.notify.domain.receipt import Outcome, Receipt, after
from services.notify.ports.messages import Result
from shared.errors import NotFound, TryAgain
from shared.mongo.connect import Document, answers

NOT_DELIVERED = "not_delivered"
_ROUNDS = 5
_AGAIN_SECONDS = 0.1
_AT_ONCE = 100
_UNSETTLED = {Status.PENDING.value, Status.SENDING.value}
_TOLD_APART = {
    "$or": [
        {"status": {"$nin": sorted(_UNSETTLED)}},
        {"status": Status.PENDING.value, "early.outcome": Outcome.ARRIVED.value},
    ]
}
"""What was put off and arrived all the same must not go again; what was put off and lost goes again anyway."""


class MongoReceipts:
    """Behind `ports.messages.Receipts`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[NAME]

    def apply(self, receipt: Receipt) -> Result | None:
        for _ in range(_ROUNDS):
            with answers():
                found = self._deliveries.find_one({"reference": receipt.reference})
            if found is None:
                raise NotFound(receipt.reference)
            is_written, result = self._written(found, receipt)
            if is_written:
                return result
        raise TryAgain(_AGAIN_SECONDS)

    def overtaken(self) -> Sequence[Result]:
        with answers():
            found = list(self._deliveries.find({"early.at": {"$exists": True}, **_TOLD_APART}).limit(_AT_ONCE))
        taken_up = [self._written(each, _early(each))[1] for each in found]
        return [each for each in taken_up if each is not None]

    def _written(self, found: Document, receipt: Receipt) -> tuple[bool, Result | None]:
        """Whether it was still as it was found, and what became of it."""
        to = after(Status(found["status"]), receipt.outcome, has_arrived="arrived_at" in found)
        result = _result(found, to, receipt) if to is not None else None
        update = _changed(found, receipt, result)
        if update is None:
            return True, None
        unchanged = {"_id": found["_id"], "status": found["status"], "version": found["version"]}
        with answers():
            matched = self._deliveries.update_one(unchanged, update).matched_count
        return bool(matched), result if matched else None


def _early(found: Mapping[str, Any]) -> Receipt:
    kept = found["early"]
    return Receipt(reference=found["reference"], outcome=Outcome(kept["outcome"]), at=kept["at"])


def _result(found: Document, to: Status, receipt: Receipt) -> Result:
    why = NOT_DELIVERED if to is Status.FAILED else None
    return Result(delivery=documents.from_mongo(found), status=to, at=receipt.at, why=why)


def _changed(found: Document, receipt: Receipt, result: Result | None) -> Document | None:
    """None where nothing is to be written."""
    has_arrived = {"arrived_at": receipt.at} if receipt.outcome is Outcome.ARRIVED else {}
    if result is not None:
        return _moved(steps.ended(result), result, has_arrived)
    if found["status"] in _UNSETTLED:
        if found.get("early", {}).get("outcome") == Outcome.ARRIVED:
            return None
        return {"$set": {"early": {"outcome": receipt.outcome.value, "at": receipt.at}}}
    update: Document = {"$set": has_arrived} if has_arrived and "arrived_at" not in found else {}
    return {**update, "$unset": {"early": ""}} if update or "early" in found else None


def _moved(update: Document, result: Result, has_arrived: Mapping[str, Any]) -> Document:
    """What arrived is no trouble any more."""
    gone = {"early": "", **({"trouble_at": "", "why": ""} if result.status is Status.SENT else {})}
    return {**update, "$set": {**update["$set"], **has_arrived}, "$unset": {**update["$unset"], **gone}}
