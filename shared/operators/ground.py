"""A service's database in the hands of its owner, who alone may change what it is made of: indexes and collections."""

from collections.abc import Sequence
from dataclasses import dataclass

from pymongo.database import Database

from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.operators.saying import log_for_operators
from shared.settings import or_exit, read_owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A handle alone: nothing is opened before it is used."""

    database: Database[Document]
    indexes: Sequence[Indexed]


def ground_of(service: str, indexes: Sequence[Indexed]) -> Ground:
    """Ends the process where settings are wrong, each mistake on its own line."""
    settings = or_exit(lambda: read_owner(service))
    log_for_operators(service, settings.log_level)
    database = settings.mongo.connect()
    return Ground(database=database, indexes=indexes)
