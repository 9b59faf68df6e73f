"""Stores old documents in today's form, while the service runs: slowly, in any order, as often as one likes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.mongo.connect import Document
from shared.mongo.repository import MongoRepository

BATCH = 200


@dataclass(slots=True)
class Progress:
    """renewed: stored anew. overtaken: somebody wrote meanwhile, and with that stored them so. failed: ids and why."""

    waiting: int
    renewed: int = 0
    overtaken: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def looked_at(self) -> int:
        return self.renewed + self.overtaken + len(self.failed)


def migrate(repository: MongoRepository[Any, Any]) -> Iterator[Progress]:
    """Tells how far it is after each batch. Whoever stops it goes on later with what is left.

    Blocks on the database. Raises: TryAgain.
    """
    progress, last = Progress(repository.count_of_older_form()), ""
    while batch := repository.of_older_form(after=last, limit=BATCH):
        for document in batch:
            _renew(repository, document, progress)
        last = batch[-1]["_id"]
        yield progress


def _renew(repository: MongoRepository[Any, Any], document: Document, progress: Progress) -> None:
    """A document that nobody can read must not keep the others from being renewed."""
    try:
        was_renewed = repository.renew(document)
    except (LookupError, TypeError, ValueError, AttributeError) as wrong:  # marshmallow's are ValueErrors
        progress.failed[document["_id"]] = type(wrong).__name__
        return
    progress.renewed += was_renewed
    progress.overtaken += not was_renewed
