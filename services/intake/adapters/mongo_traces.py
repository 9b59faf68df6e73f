"""What intake knows of a report's way: its own history, and what triage told of its case."""

from collections.abc import Iterator

from pymongo.database import Database

from services.intake.adapters import mongo_stories
from shared.ids import Reference
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.traces import Step, history_of, step

SERVICE = "intake"


class MongoTraces:
    """Passes as `Traces`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], reports: Aggregates) -> None:
        self._reports = reports
        self._documents = database[reports.name]
        self._stories = database[mongo_stories.NAME]

    def of(self, reference: Reference) -> Iterator[Step]:
        with answers():
            report = self._documents.find_one({"reference": reference}, {"pending_since": 1})
        if report is None:
            return
        yield from history_of(SERVICE, self._reports, report["_id"])
        if "pending_since" in report:
            yield step(SERVICE, report["pending_since"], "waits to be published")
        yield from self._heard(report["_id"])

    def _heard(self, report_id: str) -> Iterator[Step]:
        with answers():
            story = self._stories.find_one({"_id": report_id}) or {}
        for version, told in sorted(story.get("steps", {}).items(), key=lambda each: int(each[0])):
            what = f"heard: {told['code']}"
            yield step(SERVICE, told["at"], what, subject=story["case_id"], version=int(version))
