"""What triage keeps of people beside its aggregates, in MongoDB, and how it goes."""

from collections.abc import Sequence

from pymongo.database import Database

from services.triage.adapters import mongo_cases, mongo_contacts, mongo_helpers, mongo_roles, mongo_sessions
from shared.mongo.connect import Document, answers
from shared.mongo.forgetting import Remains
from shared.mongo.parking import Parking


class MongoLeftovers:
    """Passes as `Leftovers`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._contacts = database[mongo_contacts.NAME]
        self._sessions = database[mongo_sessions.NAME]
        self._cases = Remains(database, mongo_cases.NAME)
        self._own = [Remains(database, name) for name in (mongo_helpers.NAME, mongo_roles.NAME)]
        self._parking = Parking(database)

    def of_person(self, person_id: str, case_ids: Sequence[str]) -> bool:
        with answers():
            self._contacts.delete_one({"_id": person_id})
            self._sessions.update_many({"person_id": person_id}, {"$unset": {"person_id": ""}})
        self._parking.empty_about([person_id])
        for own in self._own:
            own.empty_pending([person_id])
        if not self._cases.are_filed(case_ids) or not all(own.are_filed([person_id]) for own in self._own):
            return False
        self._cases.take_out(case_ids, [person_id])
        for own in self._own:
            own.take_out([person_id], [person_id])
        return True

    def of_contact(self, contact_id: str) -> None:
        self._parking.empty_about([contact_id])

    def of_report(self, case_id: str) -> bool:
        self._cases.empty_pending([case_id])
        if not self._cases.are_filed([case_id]):
            return False
        self._cases.take_out([case_id])
        return True
