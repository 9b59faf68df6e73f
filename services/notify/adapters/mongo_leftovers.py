"""What notify keeps of people beside themselves, in MongoDB, and how it goes."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from pymongo import DeleteOne, UpdateOne
from pymongo.database import Database

from services.notify.adapters import (
    mongo_answers,
    mongo_ceremonies,
    mongo_day_places,
    mongo_deliveries,
    mongo_matters,
    mongo_passkeys,
    mongo_people,
    mongo_questions,
    mongo_replies,
    mongo_roles,
    mongo_sessions,
    mongo_sign_ins,
    mongo_subscriptions,
)
from services.notify.domain.delivery import ENDS, Audience, Status, Why
from services.notify.domain.seeing import is_over
from shared.erasure import SOMEBODY
from shared.mongo.connect import Document, answers
from shared.mongo.forgetting import Remains
from shared.mongo.parking import Parking

_KEPT = (
    "schema",
    "message",
    "audience",
    "channel",
    "priority",
    "planned_at",
    "due_at",
    "ended_at",
    "attempts",
    "version",
)
_NOBODYS = {"$set": {"contact_id": None, "is_withdrawn": True}}
_WORDS = {"words": "", "box": "", "facts.body": "", "copy": ""}


class MongoLeftovers:
    """Behind `ports.people.Leftovers`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._deliveries = database[mongo_deliveries.NAME]
        self._matters = mongo_matters.MongoMatters(database)
        self._people = Remains(database, mongo_people.NAME)
        self._sessions = Remains(database, mongo_sessions.NAME)
        self._passkeys = Remains(database, mongo_passkeys.NAME)
        self._said = {name: Remains(database, name) for name in (mongo_answers.NAME, mongo_replies.NAME)}
        self._sign_ins = Remains(database, mongo_sign_ins.NAME)
        self._told = Remains(database, mongo_deliveries.NAME)
        self._parking = Parking(database)

    def of_person(self, person_id: str) -> bool:
        with answers():
            for name in (mongo_roles.NAME, mongo_roles.HELPERS):
                self._database[name].delete_one({"_id": person_id})
            self._database[mongo_ceremonies.NAME].delete_many({"person_id": person_id})
            sessions = self._ids(mongo_sessions.NAME, person_id)
            self._database[mongo_day_places.NAME].delete_many({"_id": _begins_with(f"{person_id}:")})
            answered = [(each, self._ids(name, person_id)) for name, each in self._said.items()]
        all_told = self._turn_to_stone({"person_id": person_id}, [person_id])
        self._parking.empty_about([person_id])
        self._people.empty_pending([person_id])
        self._sessions.empty_pending(sessions)
        self._passkeys.empty_pending([person_id])
        if not (all_told and self._are_filed(person_id, sessions) and all(one.are_filed(ids) for one, ids in answered)):
            return False
        self._people.take_out([person_id], [person_id])
        self._sessions.forget(sessions, [person_id])
        self._passkeys.forget([person_id], [person_id])
        for one, ids in answered:
            one.forget(ids, [person_id])
        return True

    def _ids(self, name: str, person_id: str) -> list[str]:
        return [each["_id"] for each in self._database[name].find({"person_id": person_id}, {"_id": 1})]

    def _are_filed(self, person_id: str, sessions: Collection[str]) -> bool:
        theirs = ((self._people, [person_id]), (self._passkeys, [person_id]), (self._sessions, sessions))
        return all(remains.are_filed(ids) for remains, ids in theirs)

    def of_contact(self, contact_id: str, at: datetime) -> bool:
        until = {"contact_id": contact_id, "since": {"$lte": at}}
        with answers():
            subscriptions = self._database[mongo_subscriptions.NAME]
            reports = [each["report_id"] for each in subscriptions.find(until, {"report_id": 1})]
            self._database[mongo_matters.NAME].update_many({"_id": {"$in": reports}}, _NOBODYS)
            subscriptions.delete_many(until)
            self._database[mongo_day_places.NAME].delete_many({"_id": _begins_with(contact_id)})
            self._database[mongo_questions.SILENCE].delete_one({"_id": contact_id, "at": {"$lte": at}})
        all_told = self._turn_to_stone({"contact_id": contact_id, "planned_at": {"$lte": at}})
        self._parking.empty_about([contact_id])
        self._sign_ins.empty_pending([contact_id])
        if self._asked_since(contact_id, at):
            return all_told
        if not self._sign_ins.are_filed([contact_id]):
            return False
        self._sign_ins.forget([contact_id])
        return all_told

    def of_report(self, report_id: str) -> bool:
        with answers():
            self._database[mongo_matters.NAME].update_one({"_id": report_id}, _NOBODYS)
            self._database[mongo_subscriptions.NAME].delete_many({"_id": _begins_with(f"{report_id}:")})
            self._deliveries.update_many({"report_id": report_id}, {"$unset": _WORDS})
        self._parking.empty_about([report_id])
        return self._turn_to_stone({"report_id": report_id, "audience": Audience.REPORTER.value})

    def of_contact_in(self, report_id: str) -> bool:
        """Whose it is, where the report itself was kept long enough: last by what it is found, so that all of it goes.

        Nothing goes where the case was opened again meanwhile.
        """
        matters = self._database[mongo_matters.NAME]
        seen = self._matters.find(report_id)
        if seen is None or seen.case is None or not is_over(seen.case):
            return True
        over = {"_id": report_id, "case.heard": seen.case.heard}
        with answers():
            self._database[mongo_subscriptions.NAME].delete_many({"_id": _begins_with(f"{report_id}:")})
        if not self._turn_to_stone({"report_id": report_id, "audience": Audience.REPORTER.value}):
            return False
        with answers():
            matters.update_one(over, {"$set": {"contact_id": None}})
        return True

    def of_delivery(self, delivery_id: str) -> bool:
        return self._turn_to_stone({"_id": delivery_id})

    def of_helper(self, report_id: str, person_ids: Collection[str]) -> None:
        theirs = {"report_id": report_id, "facts.helper": {"$in": list(person_ids)}}
        with answers():
            self._deliveries.update_many(theirs, {"$unset": {"words": "", "facts.helper": "", "copy": ""}})

    def _asked_since(self, contact_id: str, at: datetime) -> bool:
        """Somebody with this address came again."""
        with answers():
            found = self._database[mongo_sign_ins.NAME].find_one({"_id": contact_id}, {"state.asked": 1})
        asked = found["state"]["asked"].values() if found else ()
        return any(datetime.fromisoformat(each["asked_at"]) > at for each in asked)

    def _turn_to_stone(self, which: Mapping[str, Any], gone: Collection[str] = ()) -> bool:
        """That a message was sent, when and of what kind; not to whom, nor about what. Its id tells both.

        False while others are still to hear of one of them.
        """
        with answers():
            known = list(self._deliveries.find(which))
            found = [each for each in known if "pending_since" not in each]
            self._told.unname([each["_id"] for each in found], gone)
            writes = [each for one in found for each in (_stone(one), DeleteOne({"_id": one["_id"]}))]
            if writes:
                self._deliveries.bulk_write(writes)
        return len(found) == len(known)


def _begins_with(text: str) -> Mapping[str, Any]:
    return {"$regex": f"^{re.escape(text)}"}


def _stone(found: Mapping[str, Any]) -> UpdateOne:
    """The same one however often it is made."""
    name = f"{SOMEBODY}-{sha256(found['_id'].encode()).hexdigest()[:32]}"
    ended = Status(found["status"]) in ENDS
    outcome = {"status": found["status"]} if ended else {"status": Status.SUPPRESSED.value, "why": Why.ERASED.value}
    steps = [{each: step[each] for each in ("at", "status") if each in step} for step in found.get("history", ())]
    kept = {each: found[each] for each in _KEPT if each in found}
    return UpdateOne(
        {"_id": name}, {"$setOnInsert": {**kept, **outcome, "event_id": SOMEBODY, "history": steps}}, upsert=True
    )
