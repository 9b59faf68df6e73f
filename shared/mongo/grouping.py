"""Makes one command of what many threads ask of a collection at the same time: a group commit.

A command costs a driver and a server far more than one more document in it, and waits for the journal as long.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from pymongo import InsertOne, UpdateOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError, WriteError

from shared.errors import TryAgain
from shared.mongo.connect import AWAY_SECONDS, Document

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")

MOST = 100
_DUPLICATE_KEY = 11000


class _Asked(Generic[Ask, Answer]):
    __slots__ = ("answer", "is_answered", "what")

    def __init__(self, what: Ask) -> None:
        self.what = what
        self.answer: Answer | Exception | None = None
        self.is_answered = False


class Grouped(Generic[Ask, Answer]):
    """Whoever asks while a command is under way shares the next one; nobody waits for others to come.

    So a call lasts as long as two commands at most.
    """

    def __init__(self, command: Callable[[Sequence[Ask]], Sequence[Answer | Exception]], *, most: int = MOST) -> None:
        """command: answers each, in their order; an exception is raised by whoever asked, one that it raises by all."""
        self._command = command
        self._most = most
        self._asked: deque[_Asked[Ask, Answer]] = deque()
        self._turn = Lock()

    def __call__(self, what: Ask) -> Answer:
        mine: _Asked[Ask, Answer] = _Asked(what)
        self._asked.append(mine)
        with self._turn:
            while not mine.is_answered:
                self._answer([self._asked.popleft() for _ in range(min(self._most, len(self._asked)))])
        if isinstance(mine.answer, Exception):
            raise mine.answer
        return cast("Answer", mine.answer)

    def __len__(self) -> int:
        """How many wait for the next command."""
        return len(self._asked)

    def _answer(self, group: Sequence[_Asked[Ask, Answer]]) -> None:
        for each, answer in zip(group, self._try([one.what for one in group]), strict=True):
            each.answer, each.is_answered = answer, True

    def _try(self, asks: Sequence[Ask]) -> Sequence[Answer | Exception]:
        try:
            return self._command(asks)
        except Exception as error:  # noqa: BLE001 -- raised by whoever asked
            return [error] * len(asks)


Write = InsertOne[Document] | UpdateOne


def grouped_writes(collection: Collection[Document]) -> Grouped[Write, None]:
    """Inserts and updates, of which nobody need know how many documents matched.

    A call raises: DuplicateKeyError, PyMongoError.
    """

    def write(writes: Sequence[Write]) -> Sequence[Exception | None]:
        outcomes: list[Exception | None] = [None] * len(writes)
        try:
            collection.bulk_write(list(writes), ordered=False)
        except BulkWriteError as error:
            for index, problem in problems_in(error).items():
                outcomes[index] = problem
        return outcomes

    return Grouped(write)


def grouped_reads(collection: Collection[Document]) -> Grouped[str, Document | None]:
    """By id. A call raises: PyMongoError."""

    def read(ids: Sequence[str]) -> Sequence[Document | None]:
        found = {each["_id"]: each for each in collection.find({"_id": {"$in": list(set(ids))}})}
        return [found.get(each) for each in ids]

    return Grouped(read)


def problems_in(error: BulkWriteError) -> Mapping[int, PyMongoError]:
    """What became of those that failed, by their place. Raises: TryAgain where nobody knows whether any will last."""
    details = error.details or {}
    if details.get("writeConcernErrors"):
        raise TryAgain(AWAY_SECONDS) from error
    return {each["index"]: _problem(each) for each in details.get("writeErrors", ())}


def _problem(told: Mapping[str, Any]) -> PyMongoError:
    kind = DuplicateKeyError if told["code"] == _DUPLICATE_KEY else WriteError
    return kind(told.get("errmsg", ""), told["code"], dict(told))
