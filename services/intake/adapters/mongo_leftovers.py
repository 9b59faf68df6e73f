"""What intake keeps of people beside its reports, in MongoDB, and how it goes."""

from pymongo.database import Database

from services.intake.adapters import mongo_people, mongo_reports, mongo_stories
from shared.mongo.connect import Document, answers
from shared.mongo.forgetting import Remains
from shared.mongo.parking import Parking

_OF_PEOPLE = (mongo_people.ROLES, mongo_people.NAMES, mongo_people.CONTACTS)


class MongoLeftovers:
    """Passes as `Leftovers`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._stories = database[mongo_stories.NAME]
        self._reports = Remains(database, mongo_reports.NAME)
        self._parking = Parking(database)

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
