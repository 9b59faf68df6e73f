"""Photos in MongoDB's GridFS: each in two sizes, under names that begin with their report's id."""

from contextlib import suppress
from typing import Any

from gridfs import GridFSBucket
from gridfs.errors import FileExists, NoFile
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.intake.domain.photos import Photo, Size
from shared.errors import NotFound, TryAgain
from shared.mongo.connect import AWAY_SECONDS, Document, answers
from shared.mongo.indexes import Indexed

NAME = "photos"
FILES, CHUNKS = f"{NAME}.files", f"{NAME}.chunks"
INDEXED = (
    Indexed(
        collection=FILES,
        indexes=(IndexModel([("filename", ASCENDING), ("uploadDate", ASCENDING)], name="filename_uploaded"),),
    ),
    Indexed(
        collection=CHUNKS,
        indexes=(IndexModel([("files_id", ASCENDING), ("n", ASCENDING)], name="file_chunk", unique=True),),
    ),
)
"""Those that GridFS wants (its specification, "Indexes"); the service's own user may not make them."""

_CHUNK_BYTES = 4_000_000
"""More than a photo has, so that each is written whole or not at all."""


class GridFsPhotos:
    """Passes as `PhotoStore`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._files, self._chunks = database[FILES], database[CHUNKS]
        self._bucket = GridFSBucket(database, bucket_name=NAME, chunk_size_bytes=_CHUNK_BYTES)

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        with answers():
            for size in Size:
                self._put(_key(report_id, photo_id, size), photo.of(size))

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
