"""Rings when an aggregate has something to publish: a change stream, which only makes the relay prompt."""

from collections.abc import Callable, Mapping
from threading import Event as Bell

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.mongo.connect import Document

_WAIT_MS = 500
_AFTER_FAILURE_SECONDS = 1.0
_REST_SECONDS = 0.01  # After a ring: what comes so soon is fetched together.

log = structlog.get_logger()


def ring(database: Database[Document], bells: Mapping[str, Bell], *, stopping: Callable[[], bool]) -> None:
    """Until told to stop: ring the bell of the collection that was written to. bells: by collection.

    Every append writes the version; the relay's own clearing never does.
    """
    pipeline: list[Document] = [
        {
            "$match": {
                "ns.coll": {"$in": list(bells)},
                "$or": [
                    {"operationType": "insert", "fullDocument.pending_since": {"$exists": True}},
                    {"updateDescription.updatedFields.version": {"$exists": True}},
                ],
            }
        },
        {"$project": {"ns": 1}},
    ]
    while not stopping():
        try:
            _listen(database, pipeline, bells, stopping)
        except PyMongoError as error:
            log.info("bell_lost", error=type(error).__name__)
            Bell().wait(_AFTER_FAILURE_SECONDS)


def _listen(
    database: Database[Document],
    pipeline: list[Document],
    bells: Mapping[str, Bell],
    stopping: Callable[[], bool],
) -> None:
    with database.watch(pipeline, max_await_time_ms=_WAIT_MS) as changes:
        while not stopping() and changes.alive:
            change = changes.try_next()
            if change is not None and not (bell := bells[change["ns"]["coll"]]).is_set():
                bell.set()
                Bell().wait(_REST_SECONDS)
