"""Photos in MongoDB's GridFS: each in two sizes, under names that begin with their report's id."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from gridfs import GridFSBucket
from gridfs.errors import FileExists, NoFile
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.domain.photos import Photo, Size
from shared.clock import Clock
from shared.errors import NotFound, TryAgain
from shared.mongo.connect import AWAY_SECONDS, Document, answers
from shared.mongo.indexes import Indexed

NAME = "photos"
FILES, CHUNKS, UNSETTLED = f"{NAME}.files", f"{NAME}.chunks", f"{NAME}.unsettled"
INDEXED = (
    Indexed(
        collection=FILES,
        indexes=(IndexModel([("filename", ASCENDING), ("uploadDate", ASCENDING)], name="filename_uploaded"),),
    ),
    Indexed(
        collection=CHUNKS,
        indexes=(IndexModel([("files_id", ASCENDING), ("n", ASCENDING)], name="file_chunk", unique=True),),
    ),
    Indexed(collection=UNSETTLED, indexes=(IndexModel([("at", ASCENDING)], name="at"),)),
)
"""Those that GridFS wants (its specification, "Indexes"); the service's own user may not make them.

Of what is unsettled a mark stands in a collection beside it, written before the first byte: so even a piece of one is
found whose writer was killed, without a look through all that is kept.
"""

_CHUNK_BYTES = 4_000_000
"""More than a photo has, so that each is written whole or not at all."""

_SOME = 100


class GridFsPhotos:
    """Passes as `PhotoStore`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        self._files, self._chunks, self._unsettled = database[FILES], database[CHUNKS], database[UNSETTLED]
        self._clock = clock
        self._bucket = GridFSBucket(database, bucket_name=NAME, chunk_size_bytes=_CHUNK_BYTES)

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        with answers():
            self._mark(f"{report_id}/{photo_id}")
            for size in Size:
                self._put(_key(report_id, photo_id, size), photo.of(size))

    def settle(self, report_id: str, photo_ids: Sequence[str]) -> None:
        with answers():
            self._unsettled.delete_many({"_id": {"$in": [f"{report_id}/{each}" for each in photo_ids]}})

    def unsettled(self, before: datetime) -> Sequence[tuple[str, str]]:
        with answers():
            found = list(self._unsettled.find({"at": {"$lte": before}}).sort("at", ASCENDING).limit(_SOME))
        return [(report_id, photo_id) for report_id, _, photo_id in (each["_id"].partition("/") for each in found)]

    def is_settled(self, report_id: str) -> bool:
        with answers():
            return self._unsettled.find_one({"_id": all_of(report_id)}, {"_id": 1}) is None

    def discard(self, report_id: str, photo_id: str, before: datetime) -> bool:
        """Whoever sends it meanwhile is told to come again, so that none is told of whose bytes are going."""
        name, keys = f"{report_id}/{photo_id}", [_key(report_id, photo_id, size) for size in Size]
        with answers():
            going = self._unsettled.update_one({"_id": name, "at": {"$lte": before}}, {"$set": {"is_going": True}})
            if not going.matched_count:
                return False
            self._files.delete_many({"_id": {"$in": keys}})
            self._chunks.delete_many({"files_id": {"$in": keys}})
            self._unsettled.delete_one({"_id": name})
        return True

    def get(self, report_id: str, photo_id: str, size: Size) -> bytes:
        with answers():
            try:
                return bytes(self._bucket.open_download_stream(_key(report_id, photo_id, size)).read())
            except NoFile:
                raise NotFound(photo_id) from None

    def remove(self, report_id: str) -> None:
        """Pieces of what was never finished go too: their names say whose they are."""
        with answers():
            self._files.delete_many({"_id": all_of(report_id)})
            self._chunks.delete_many({"files_id": all_of(report_id)})

    def _mark(self, name: str) -> None:
        """Raises: TryAgain while it is discarded."""
        try:
            standing = {"_id": name, "is_going": {"$exists": False}}
            self._unsettled.update_one(standing, {"$set": {"at": self._clock.now()}}, upsert=True)
        except DuplicateKeyError:
            raise TryAgain(AWAY_SECONDS) from None

    def _put(self, key: str, data: bytes) -> None:
        """What is left of one that was cut off is written anew."""
        if self._is_there(key):
            return
        with suppress(FileExists):
            self._bucket.upload_from_stream_with_id(key, key, data)
            return
        if not self._is_there(key):
            self._chunks.delete_many({"files_id": key})
            self._write_at_last(key, data)

    def _write_at_last(self, key: str, data: bytes) -> None:
        """Raises: TryAgain where somebody else writes the very same one at this moment."""
        try:
            self._bucket.upload_from_stream_with_id(key, key, data)
        except FileExists:
            raise TryAgain(AWAY_SECONDS) from None

    def _is_there(self, key: str) -> bool:
        return self._files.find_one({"_id": key}, {"_id": 1}) is not None


def all_of(report_id: str) -> dict[str, Any]:
    """Asks for every name that begins with this report's; 0 comes after / in the alphabet."""
    return {"$gt": f"{report_id}/", "$lt": f"{report_id}0"}


def _key(report_id: str, photo_id: str, size: Size) -> str:
    return f"{report_id}/{photo_id}/{size}"
