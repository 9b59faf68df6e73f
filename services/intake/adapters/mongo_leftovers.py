"""What intake keeps of people beside its reports, in MongoDB, and how it goes."""

from collections.abc import Iterator
from datetime import datetime

from pymongo.database import Database

from services.intake.adapters import mongo_people, mongo_reports, mongo_stories
from shared.mongo.connect import Document, answers
from shared.mongo.forgetting import Remains
from shared.mongo.parking import Parking
from shared.mongo.refusals import NAME as REFUSALS
from shared.mongo.retention import Aged, aged_by
from shared.retention import Past

TRACES = {REFUSALS: "at", mongo_people.REVOKED: "at"}
INDEXED = aged_by(TRACES)
_OF_PEOPLE = (mongo_people.ROLES, mongo_people.NAMES, mongo_people.CONTACTS)


class MongoLeftovers:
    """Passes as `Leftovers` and as `Old`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._stories = database[mongo_stories.NAME]
        self._reports = Remains(database, mongo_reports.NAME)
        self._parking = Parking(database)
        self._traces = Aged(database, TRACES)

    def of_person(self, person_id: str) -> None:
        with answers():
            for name in _OF_PEOPLE:
                self._database[name].delete_one({"_id": person_id})
        self._parking.empty_about([person_id])

    def of_report(self, report_id: str) -> bool:
        with answers():
            self._stories.delete_one({"_id": report_id})
        self._parking.empty_about([report_id])
        self._reports.empty_pending([report_id])
        if not self._reports.are_filed([report_id]):
            return False
        self._reports.take_out([report_id])
        return True

    def of_contact_in(self, report_id: str) -> bool:
        if not self._reports.are_filed([report_id]):
            return False
        self._reports.take_out([report_id])
        return True

    def traces(self, before: datetime) -> Iterator[Past]:
        return self._traces.past(before)

    def let_trace_go(self, past: Past) -> None:
        self._traces.let_go(past)
