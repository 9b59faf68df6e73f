"""What intake knows of a report's way: its own history, and what triage told of its case."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from services.intake.bootstrap import Stores
from shared.ids import Reference
from shared.mongo.connect import answers

SERVICE = "intake"


def steps_of(reference: Reference, stores: Stores) -> Iterator[Mapping[str, object]]:
    """Times, codes and ids alone; nothing for a report that is not there. Blocks on the database."""
    with answers():
        report = stores.database[stores.reports.name].find_one({"reference": reference}, {"pending_since": 1})
    if report is None:
        return
    for event in stores.reports.history(report["_id"]):
        yield {
            "at": _iso(event["at"]),
            "service": SERVICE,
            "what": event["type"],
            "id": event["id"],
            "subject": report["_id"],
            "version": event["version"],
            "by": event["by"],
            "correlation_id": event["correlation_id"],
            "causation_id": event["causation_id"],
        }
    if "pending_since" in report:
        yield {"at": _iso(report["pending_since"]), "service": SERVICE, "what": "waits to be published"}
    yield from _told(report["_id"], stores)


def _told(report_id: str, stores: Stores) -> Iterator[Mapping[str, object]]:
    with answers():
        story = stores.database["stories"].find_one({"_id": report_id}) or {}
    for version, step in sorted(story.get("steps", {}).items(), key=lambda each: int(each[0])):
        yield {
            "at": step["at"],
            "service": SERVICE,
            "what": f"heard: {step['code']}",
            "subject": story["case_id"],
            "version": int(version),
        }


def _iso(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()
