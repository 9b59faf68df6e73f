"""Text messages that came in, in MongoDB: one document each, without their words."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.notify.domain.answer import NOT_HEARD, Answer, AnswerEvent, evolve, public
from services.notify.ports.texts import GivenAnswer
from shared.clock import Clock
from shared.events.codec import dump
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository

NAME = "answers"
HEARD_AT = "heard_at"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def indexed() -> Sequence[Indexed]:
    aged = IndexModel([(HEARD_AT, ASCENDING), ("_id", ASCENDING)], name="kept_since")
    return Aggregates.indexed(NAME, IndexModel("person_id", name="person_id", sparse=True), aged)


class MongoAnswers(MongoRepository[Answer, AnswerEvent]):
    """Behind `ports.texts.Answers`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        def index(answer: Answer) -> Mapping[str, Any]:
            """What the topic tells from before this was told counts from when it is recovered."""
            return {"person_id": answer.person_id or None, HEARD_AT: answer.heard_at or clock.now()}

        upcasts = (partial(_with_its_age, clock=clock),)
        kind = Kind(empty=NOT_HEARD, evolve=evolve, public=public, index=index, upcasts=upcasts)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._answers = database[NAME]

    def of_person(self, person_id: str) -> Sequence[GivenAnswer]:
        with answers():
            found = list(self._answers.find({"person_id": person_id}, {HEARD_AT: 1, "state.says": 1}))
        given = [GivenAnswer(says=each["state"]["says"], heard_at=each.get(HEARD_AT)) for each in found]
        return sorted(given, key=lambda each: each.heard_at or LONG_AGO)


def _with_its_age(state: Document, *, clock: Clock) -> Document:
    """One from before this was kept counts from when it is migrated."""
    return {**state, HEARD_AT: state.get(HEARD_AT) or dump(Answer(heard_at=clock.now()))[HEARD_AT]}
