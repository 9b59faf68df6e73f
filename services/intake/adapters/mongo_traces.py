"""What intake knows of a report's way: its own history, and what triage told of its case."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pymongo.database import Database

from services.intake.adapters import mongo_stories
from shared.ids import Reference
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers

SERVICE = "intake"


class MongoTraces:
    """Passes as `Traces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], reports: Aggregates) -> None:
        self._reports = reports
        self._documents = database[reports.name]
        self._stories = database[mongo_stories.NAME]

    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        with answers():
            report = self._documents.find_one({"reference": reference}, {"pending_since": 1})
        if report is None:
            return
        yield from (_step(report["_id"], event) for event in self._reports.history(report["_id"]))
        if "pending_since" in report:
            yield {"at": _iso(report["pending_since"]), "service": SERVICE, "what": "waits to be published"}
        yield from self._heard(report["_id"])

    def _heard(self, report_id: str) -> Iterator[Mapping[str, object]]:
        with answers():
            story = self._stories.find_one({"_id": report_id}) or {}
        for version, step in sorted(story.get("steps", {}).items(), key=lambda each: int(each[0])):
            yield {
                "at": step["at"],
                "service": SERVICE,
                "what": f"heard: {step['code']}",
                "subject": story["case_id"],
                "version": int(version),
            }


def _step(report_id: str, event: Mapping[str, Any]) -> Mapping[str, object]:
    return {
        "at": _iso(event["at"]),
        "service": SERVICE,
        "what": event["type"],
        "id": event["id"],
        "subject": report_id,
        "version": event["version"],
        "by": event["by"],
        "correlation_id": event["correlation_id"],
        "causation_id": event["causation_id"],
    }


def _iso(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()
