"""Text messages that came in, in MongoDB: one document each, without their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import IndexModel
from pymongo.database import Database

from services.notify.domain.answer import NOT_HEARD, Answer, AnswerEvent, evolve, public
from shared.clock import Clock
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.mongo.repository import Kind, MongoRepository

NAME = "answers"


def indexed() -> Sequence[Indexed]:
    return Aggregates.indexed(NAME, IndexModel("person_id", name="person_id", sparse=True))


class MongoAnswers(MongoRepository[Answer, AnswerEvent]):
    """Behind `ports.messages.Answers`."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=NOT_HEARD, evolve=evolve, public=public, index=_index)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)


def _index(answer: Answer) -> Mapping[str, Any]:
    return {"person_id": answer.person_id or None}
