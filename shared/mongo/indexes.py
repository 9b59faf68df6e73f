"""Indexes: every collection declares its own; a missing one stops the start."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pymongo import IndexModel, timeout
from pymongo.database import Database

from shared.errors import BadSettings, TryAgain
from shared.mongo.connect import Document, answers

LONGEST_BUILD_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A collection and the indexes that its queries need."""

    collection: str
    indexes: Sequence[IndexModel]


def create_indexes(database: Database[Document], wanted: Sequence[Indexed]) -> None:
    """Idempotent. Blocks until they are built, which takes minutes where much is stored already."""
    with timeout(LONGEST_BUILD_SECONDS):
        for each in wanted:
            database[each.collection].create_indexes(list(each.indexes))


def require_indexes(database: Database[Document], wanted: Sequence[Indexed]) -> None:
    """Raises: BadSettings naming every index that is missing; TryAgain when the database is away."""
    with answers():
        missing = [
            f"index {name} of {each.collection} is missing: run the service's `cli create-indexes`"
            for each in wanted
            for name in sorted(_names(each) - set(database[each.collection].index_information()))
        ]
    if missing:
        raise BadSettings(missing)


def require_indexes_unless_away(database: Database[Document], wanted: Sequence[Indexed]) -> None:
    """For web processes, which ask a database that is away again with each request. Raises: BadSettings."""
    with suppress(TryAgain):
        require_indexes(database, wanted)


def _names(each: Indexed) -> set[str]:
    return {index.document["name"] for index in each.indexes}
