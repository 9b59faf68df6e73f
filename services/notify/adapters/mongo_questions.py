"""What people got by SMS and may answer, invitations among it, and numbers that said stop, in MongoDB."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from pymongo import DESCENDING
from pymongo.database import Database

from services.notify.adapters import delivery_documents as documents
from services.notify.adapters import mongo_deliveries
from services.notify.domain.delivery import Audience, Channel, Delivery, Status
from services.notify.domain.mail_reply import newest_of_each
from services.notify.domain.preferences import INVITED
from shared.mongo.connect import Document, answers

SILENCE = "sms_stopped"
GOT = (Status.SENDING, Status.SENT, Status.UNKNOWN)
"""Nobody answers what they did not get; an answer may come before the sending is written down."""


class MongoQuestions:
    """Behind `ports.texts.Questions`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[mongo_deliveries.NAME]

    def asked(self, person_id: str, *, since: datetime) -> Sequence[Delivery]:
        theirs = {
            "person_id": person_id,
            "planned_at": {"$gte": since},
            "channel": Channel.SMS.value,
            "audience": Audience.HELPER.value,
            "message": INVITED,
            "status": {"$in": [each.value for each in GOT]},
        }
        with answers():
            return [documents.from_mongo(each) for each in self._deliveries.find(theirs)]


class MongoTexted:
    """Behind `ports.texts.Texted`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[mongo_deliveries.NAME]

    def newest(
        self, contact_ids: Collection[str], person_id: str | None, limit: int, *, since: datetime
    ) -> Sequence[Delivery]:
        readers: list[Document] = [
            {"contact_id": each, "audience": Audience.REPORTER.value} for each in sorted(contact_ids)
        ]
        if person_id is not None:
            readers.append({"person_id": person_id, "audience": Audience.HELPER.value})
        with answers():
            found = [each for which in readers for each in self._newest(which, limit, since)]
        newest = sorted(found, key=lambda each: each.planned_at, reverse=True)
        return list(islice(newest_of_each(newest), limit))

    def _newest(self, which: Document, limit: int, since: datetime) -> Iterator[Delivery]:
        """Read until there are enough reports; what goes to one reader within `since` has its limits (`DailyCaps`)."""
        got: Document = {"channel": Channel.SMS.value, "status": {"$in": [each.value for each in GOT]}}
        found = self._deliveries.find({**which, **got, "planned_at": {"$gte": since}}).sort("planned_at", DESCENDING)
        return islice(newest_of_each(documents.from_mongo(each) for each in found), limit)


class MongoSilence:
    """Behind `ports.texts.Silence`. Kept by the keyed hash of the number."""

    def __init__(self, database: Database[Document]) -> None:
        self._silence = database[SILENCE]

    def add(self, contact_id: str, at: datetime) -> None:
        with answers():
            self._silence.update_one({"_id": contact_id}, {"$set": {"at": at}}, upsert=True)

    def remove(self, contact_id: str) -> None:
        with answers():
            self._silence.delete_one({"_id": contact_id})

    def since(self, contact_ids: Collection[str]) -> Mapping[str, datetime]:
        with answers():
            return {each["_id"]: each["at"] for each in self._silence.find({"_id": {"$in": list(contact_ids)}})}
