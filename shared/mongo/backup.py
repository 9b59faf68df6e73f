"""Writes a database to a folder as it stands at one moment, and puts it back: document by document, compressed."""

import gzip
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from bson import decode_file_iter
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import UpdateOne, timeout
from pymongo.client_session import ClientSession
from pymongo.database import Database

from shared.mongo.connect import Document, answers
from shared.mongo.last_backup import NAME as LAST_BACKUP
from shared.mongo.leases import NAME as LEASES
from shared.mongo.ledger import NAME as LEDGER
from shared.mongo.manifest import Part, sum_of_file

LONGEST_SECONDS = 6 * 3600.0
BATCH = 1000
_RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
_TRANSIENT = frozenset({LEASES, LAST_BACKUP})


def now_there(database: Database[Document]) -> datetime:
    """The database's own time."""
    with answers():
        found: datetime = database.client.admin.command("hello")["localTime"]
        return found.replace(tzinfo=UTC)


def write_collections(database: Database[Document], folder: Path) -> Sequence[Part]:
    """All collections as they are at one and the same moment, whoever writes meanwhile. Blocks for as long as it takes.

    Raises: TryAgain; OperationFailure with code 239 when it takes longer than the database keeps old snapshots.
    """
    with timeout(LONGEST_SECONDS), answers(), database.client.start_session(snapshot=True) as session:
        return [_write(database, name, folder, session) for name in collections_of(database)]


def collections_of(database: Database[Document]) -> Sequence[str]:
    """Those worth keeping."""
    with answers():
        names = database.list_collection_names(filter={"type": "collection"})
    return sorted(name for name in names if name not in _TRANSIENT and not name.startswith("system."))


def _write(database: Database[Document], name: str, folder: Path, session: ClientSession) -> Part:
    file, count = folder / f"{name}.bson.gz", 0
    found = database.get_collection(name, codec_options=cast("Any", _RAW)).find({}, session=session)
    with gzip.open(file, "wb", compresslevel=6) as into:
        for document in found:
            into.write(cast("Any", document).raw)
            count += 1
    return Part(collection=name, file=file.name, documents=count, sha256=sum_of_file(file))


def empty(database: Database[Document]) -> None:
    """Throw away all that is in it, but for who was erased: no backup makes them come back."""
    with timeout(LONGEST_SECONDS), answers():
        for name in (*collections_of(database), *_TRANSIENT):
            if name != LEDGER:
                database.drop_collection(name)


def read_collection(database: Database[Document], folder: Path, part: Part) -> int:
    """Put one collection back; returns how many documents came."""
    into, came = database[part.collection], 0
    with timeout(LONGEST_SECONDS), answers(), gzip.open(folder / part.file, "rb") as opened:
        documents: Iterator[Any] = decode_file_iter(cast("BinaryIO", opened), cast("Any", _RAW))
        while batch := list(islice(documents, BATCH)):
            if part.collection == LEDGER:
                into.bulk_write([_unless_known(each) for each in batch])
            else:
                into.insert_many(batch, ordered=False)
            came += len(batch)
    return came


def _unless_known(document: Any) -> UpdateOne:  # noqa: ANN401 -- a raw document
    return UpdateOne({"_id": document["_id"]}, {"$setOnInsert": dict(document)}, upsert=True)
