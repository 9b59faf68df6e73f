"""What notify knows of a report's way: what it heard, and every message that it led to."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.notify.bootstrap import Stores
from shared.ids import Reference
from shared.mongo.connect import answers

SERVICE = "notify"
Step = Mapping[str, object]


def steps_of(reference: Reference, stores: Stores) -> Iterator[Step]:
    """Times, codes and ids alone; nothing for a report that is not known here. Blocks on the database."""
    with answers():
        matter = stores.database["matters"].find_one({"reference": reference})
    if matter is None:
        return
    yield _heard(matter)
    if matter.get("case"):
        yield _case(matter)
    with answers():
        found = stores.database["deliveries"].find({"report_id": matter["_id"]}).sort("planned_at")
        deliveries = list(found)
    for delivery in deliveries:
        yield from _delivery(delivery)


def _heard(matter: Mapping[str, Any]) -> Step:
    return {
        "at": _iso(matter["received_at"]),
        "service": SERVICE,
        "what": "heard: intake.report.received.v1",
        "subject": matter["_id"],
        "version": matter["heard"],
        "has_contact": matter["contact_id"] is not None,
        "correlation_id": matter["correlation_id"],
    }


def _case(matter: Mapping[str, Any]) -> Step:
    case = matter["case"]
    return {
        "service": SERVICE,
        "what": f"heard: case is {case['status']}",
        "subject": case["case_id"],
        "version": case["heard"],
        "correlation_id": matter["correlation_id"],
    }


def _delivery(delivery: Mapping[str, Any]) -> Iterator[Step]:
    for step in delivery["history"]:
        yield {
            "at": _iso(step["at"]),
            "service": SERVICE,
            "what": f"message {delivery['message']} to {delivery['audience']}: {step['status']}",
            "id": delivery["_id"],
            "why": step.get("why"),
            "causation_id": delivery["event_id"],
            "correlation_id": delivery["correlation_id"],
        }


def _iso(at: datetime) -> str:
    return at.isoformat()
