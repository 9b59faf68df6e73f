"""When this database was last backed up, so that a night without a backup is noticed; in no backup itself."""

from datetime import datetime

from pymongo.database import Database

from shared.mongo.connect import Document, answers

NAME = "last_backup"
_ID = "last"


def note_backup(database: Database[Document], at: datetime) -> None:
    """at: as of when it is whole. Raises: TryAgain."""
    with answers():
        database[NAME].replace_one({"_id": _ID}, {"at": at}, upsert=True)


def last_backup(database: Database[Document]) -> datetime | None:
    """None where nobody has ever made one here. Raises: TryAgain."""
    with answers():
        found = database[NAME].find_one({"_id": _ID})
    return found["at"] if found else None
