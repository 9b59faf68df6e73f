"""What notify knows of a report's way: what it heard, and every message that it led to."""

from collections.abc import Iterator, Mapping
from typing import Any

from pymongo.database import Database

from services.notify.adapters import mongo_deliveries, mongo_matters
from shared.ids import Reference
from shared.mongo.connect import Document, answers
from shared.mongo.traces import Step, step

SERVICE = "notify"


class MongoTraces:
    """Behind `ports.matters.Traces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._matters = database[mongo_matters.NAME]
        self._deliveries = database[mongo_deliveries.NAME]

    def of(self, reference: Reference) -> Iterator[Step]:
        with answers():
            matter = self._matters.find_one({"reference": reference})
        if matter is None:
            return
        yield _heard(matter)
        if matter.get("case"):
            yield _case(matter)
        with answers():
            deliveries = list(self._deliveries.find({"report_id": matter["_id"]}).sort("planned_at"))
        for delivery in deliveries:
            yield from _steps(delivery)


def _heard(matter: Mapping[str, Any]) -> Step:
    return step(
        SERVICE,
        matter["received_at"],
        "heard: intake.report.received.v1",
        subject=matter["_id"],
        version=matter["heard"],
        has_contact=matter["contact_id"] is not None,
        correlation_id=matter["correlation_id"],
    )


def _case(matter: Mapping[str, Any]) -> Step:
    """When it became so is not kept."""
    case = matter["case"]
    return {
        "service": SERVICE,
        "what": f"heard: case is {case['status']}",
        "subject": case["case_id"],
        "version": case["heard"],
        "correlation_id": matter["correlation_id"],
    }


def _steps(delivery: Mapping[str, Any]) -> Iterator[Step]:
    for each in delivery["history"]:
        yield step(
            SERVICE,
            each["at"],
            f"message {delivery['message']} to {delivery['audience']}: {each['status']}",
            id=delivery["_id"],
            why=each.get("why"),
            causation_id=delivery["event_id"],
            correlation_id=delivery["correlation_id"],
        )
