"""Text messages that came in, in MongoDB: one document each, without their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.notify.domain.answer import NOT_HEARD, Answer, AnswerEvent, evolve, public
from services.notify.ports.texts import GivenAnswer
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository

NAME = "answers"
HEARD_AT = "heard_at"


def indexed() -> Sequence[Indexed]:
    aged = IndexModel([(HEARD_AT, ASCENDING), ("_id", ASCENDING)], name="kept_since")
    return Aggregates.indexed(NAME, IndexModel("person_id", name="person_id", sparse=True), aged)


class MongoAnswers(MongoRepository[Answer, AnswerEvent]):
    """Behind `ports.messages.Answers`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        def index(answer: Answer) -> Mapping[str, Any]:
            """Each is written once, when it is heard; one from before this was kept counts from when it is migrated."""
            return {"person_id": answer.person_id or None, HEARD_AT: clock.now()}

        kind = Kind(empty=NOT_HEARD, evolve=evolve, public=public, index=index, upcasts=(_with_its_age,))
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._answers = database[NAME]

    def of_person(self, person_id: str) -> Sequence[GivenAnswer]:
        with answers():
            found = list(self._answers.find({"person_id": person_id}, {HEARD_AT: 1, "state.says": 1}))
        given = [GivenAnswer(says=each["state"]["says"], heard_at=each.get(HEARD_AT)) for each in found]
        return sorted(given, key=lambda each: str(each.heard_at))


def _with_its_age(state: Document) -> Document:
    """Form 2 is the same; by storing it anew, what is past its period is found."""
    return state
