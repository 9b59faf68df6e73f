"""What others told, of which the newest stands: one document for each subject, with the version it was told at."""

from collections.abc import Mapping
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from shared.mongo.connect import Document, answers


def keep_newest(collection: Collection[Document], subject: str, fields: Mapping[str, Any], *, version: int) -> None:
    """What is not newer than what is known changes nothing. Blocks on the database; raises TryAgain when it is away.

    A document that is as new is not matched, so that the upsert runs into it: then there is nothing to do.
    """
    older = {"_id": subject, "version": {"$lt": version}}
    try:
        with answers():
            collection.update_one(older, {"$set": {**fields, "version": version}}, upsert=True)
    except DuplicateKeyError:
        return
