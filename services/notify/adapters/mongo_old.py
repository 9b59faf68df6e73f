"""What notify has kept for long, in MongoDB: found by its age, and taken away with what tells of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from pymongo import DESCENDING
from pymongo.database import Database

from services.notify.adapters import (
    mongo_answers,
    mongo_deliveries,
    mongo_matters,
    mongo_questions,
    mongo_replies,
    mongo_sessions,
    mongo_sign_ins,
)
from services.notify.adapters.mongo_leftovers import MongoLeftovers
from services.notify.domain.delivery import ENDS
from services.notify.domain.ending import ended_at
from services.notify.domain.seeing import MAY_BE_OVER
from shared.mongo import refusals
from shared.mongo.connect import Document, answers
from shared.mongo.forgetting import Remains
from shared.mongo.indexes import Indexed
from shared.mongo.retention import Aged, aged_by, oldest_first
from shared.retention import PROTECTED, Past

AGED = {refusals.NAME: "at"}
STOPS = {mongo_questions.SILENCE: "at"}
SAID = {mongo_answers.NAME: mongo_answers.HEARD_AT, mongo_replies.NAME: mongo_replies.HEARD_AT}
_HUSHED: Document = {"$or": [{"is_sensitive": True}, {"case.is_sensitive": True}]}
_MAY_BE_OVER = sorted(each.value for each in MAY_BE_OVER)


def indexed() -> Sequence[Indexed]:
    return aged_by({**AGED, **STOPS})


class MongoOld:
    """Behind `ports.people.Old`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], leftovers: MongoLeftovers) -> None:
        self._database = database
        self._leftovers = leftovers
        self._matters = mongo_matters.MongoMatters(database)
        self._sessions = Remains(database, mongo_sessions.NAME)
        self._sign_ins = Remains(database, mongo_sign_ins.NAME)
        self._said = {name: Remains(database, name) for name in SAID}
        self._stops = Aged(database, STOPS)
        self._traces = Aged(database, AGED)

    def matters(self, of: str, before: datetime) -> Iterator[Past]:
        kept_as = _HUSHED if of == PROTECTED else {"category": of, "$nor": [_HUSHED]}
        wanted = {"contact_id": {"$gt": ""}, **kept_as}
        yield from self._past(mongo_matters.NAME, wanted, mongo_matters.OVER_SINCE, before)
        yield from self._of_an_older_release(wanted, before)

    def _of_an_older_release(self, wanted: Document, before: datetime) -> Iterator[Past]:
        """Those of which it was not written down when they ended. Nothing is read of a case that is open."""
        unmarked = {**wanted, mongo_matters.OVER_SINCE: None, mongo_matters.STATUS: {"$in": _MAY_BE_OVER}}
        with answers():
            found = [each["_id"] for each in self._database[mongo_matters.NAME].find(unmarked, {"_id": 1})]
        for report_id in found:
            since = self._ended_at(report_id)
            if since is not None and since <= before:
                yield Past(id=report_id, since=since)

    def _ended_at(self, report_id: str) -> datetime | None:
        matter = self._matters.find(report_id)
        with answers():
            told = self._database[mongo_deliveries.NAME].find({"report_id": report_id}, {"planned_at": 1})
            newest = next(iter(told.sort("planned_at", DESCENDING).limit(1)), None)
        return ended_at(matter, last_told=newest["planned_at"] if newest else None) if matter else None

    def deliveries(self, before: datetime) -> Iterator[Past]:
        wanted = {"correlation_id": {"$exists": True}, "status": {"$in": sorted(each.value for each in ENDS)}}
        return self._past(mongo_deliveries.NAME, wanted, "planned_at", before)

    def sign_ins(self, before: datetime) -> Iterator[Past]:
        return self._past(mongo_sign_ins.NAME, {}, "asked_last_at", before)

    def sessions(self, before: datetime) -> Iterator[Past]:
        return self._past(mongo_sessions.NAME, {}, "expires_at", before)

    def answers(self, before: datetime) -> Iterator[Past]:
        return chain.from_iterable(self._past(name, {}, field, before) for name, field in SAID.items())

    def stops(self, before: datetime) -> Iterator[Past]:
        return self._stops.past(before)

    def traces(self, before: datetime) -> Iterator[Past]:
        return self._traces.past(before)

    def let_contact_go(self, report_id: str) -> bool:
        return self._leftovers.of_contact_in(report_id)

    def let_delivery_go(self, delivery_id: str) -> bool:
        return self._leftovers.of_delivery(delivery_id)

    def let_sign_ins_go(self, contact_id: str) -> bool:
        return _forgotten(self._sign_ins, contact_id, ())

    def let_session_go(self, session_id: str) -> bool:
        with answers():
            found = self._database[mongo_sessions.NAME].find_one({"_id": session_id}, {"person_id": 1})
        return found is None or _forgotten(self._sessions, session_id, [found["person_id"]])

    def let_answer_go(self, answer_id: str) -> bool:
        return all(_forgotten(remains, answer_id, self._sayer(name, answer_id)) for name, remains in self._said.items())

    def _sayer(self, name: str, answer_id: str) -> Sequence[str]:
        with answers():
            found = self._database[name].find_one({"_id": answer_id}, {"person_id": 1}) or {}
        return [each for each in (found.get("person_id"),) if each]

    def let_stop_go(self, past: Past) -> bool:
        self._stops.let_go(past)
        return True

    def let_trace_go(self, past: Past) -> bool:
        self._traces.let_go(past)
        return True

    def _past(self, name: str, wanted: Document, field: str, before: datetime) -> Iterator[Past]:
        found = oldest_first(self._database[name], wanted, field, before, {"_id": 1})
        return (Past(id=each["_id"], since=each[field]) for each in found)


def _forgotten(remains: Remains, one: str, gone: Sequence[str]) -> bool:
    """False while others are still to hear of it."""
    if not remains.are_filed([one]):
        return False
    remains.forget([one], gone)
    return True
