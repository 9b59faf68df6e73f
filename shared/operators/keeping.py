"""Backs a service up, and brings it back: the database from the folder, and what came later from the topics."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shared.erasure import Erasure, Of, of_person
from shared.errors import DomainError, InvalidMessage, StaleVersion
from shared.events.codec import from_wire
from shared.events.event import Received, Recorded, type_of
from shared.events.intake import ReportErased
from shared.events.notify import PersonErased
from shared.events.topics import TOPICS, heard_by
from shared.kafka.offsets import StillListening, ends, heard, require_silence, rewind
from shared.kafka.reading import read_topic
from shared.mongo import backup
from shared.mongo.indexes import create_indexes
from shared.mongo.last_backup import note_backup
from shared.mongo.ledger import MongoLedger, begin_again
from shared.mongo.manifest import BadBackup, Manifest, read_manifest, require_whole, write_manifest
from shared.mongo.repository import MongoRepository
from shared.operators.ground import Ground
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office

Said = Mapping[str, object]
Kinds = Mapping[str, MongoRepository[Any, Any]]


def back_up(here: Office, folder: Path) -> Manifest:
    """Into an empty folder that nobody else can read. Raises: Obstacle, TryAgain, KafkaError.

    The topics' places come first: what they tell from there on and the database has already changes nothing.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Obstacle(f"{folder} is not empty; give a folder of its own to each backup.")
    heard_up_to = heard(here.broker, here.service, heard_by(here.service))
    told_up_to = ends(here.broker, _own_topics(here.service))
    at = backup.now_there(here.database)
    manifest = Manifest(
        service=here.service,
        source=here.source,
        at=at.isoformat(),
        schemas={name: each.schema for name, each in here.kinds().items()},
        heard=heard_up_to,
        told=told_up_to,
        parts=backup.write_collections(here.database, folder),
    )
    write_manifest(folder, manifest)
    note_backup(here.database, at)
    return manifest


def restore(here: Office, ground: Ground, folder: Path, *, replace: bool) -> Iterator[Said]:
    """Tells each step. Nothing is touched before all that can be wrong has been looked at. Raises: Obstacle.

    Stopped halfway, the service does not start, as its indexes come last; then begin again with `replace`.
    """
    manifest = _require_fit(here, folder, replace=replace)
    backup.empty(ground.database)
    for part in manifest.parts:
        came = backup.read_collection(here.database, folder, part)
        yield {"collection": part.collection, "documents": came}
    create_indexes(ground.database, ground.indexes)
    yield {"to_be_forgotten_again": begin_again(ground.database)}
    yield from _recover(here, manifest)
    lost = rewind(here.broker, here.service, manifest.heard)
    yield from ({"lost": "messages", **asdict(each)} for each in lost)
    yield {"restored": here.service, "as_of": manifest.at, "hears_again_from_there": not lost}


def _require_fit(here: Office, folder: Path, *, replace: bool) -> Manifest:
    try:
        manifest = read_manifest(folder)
        require_whole(folder, manifest)
    except BadBackup as bad:
        raise Obstacle(str(bad)) from bad
    if (manifest.service, manifest.source) != (here.service, here.source):
        raise Obstacle(f"This backup is of {manifest.source}; here is {here.source}.")
    newer = [name for name, each in here.kinds().items() if manifest.schemas.get(name, 1) > each.schema]
    if newer:
        raise Obstacle(f"This backup is of a newer version, by its {', '.join(newer)}; install that one first.")
    if backup.collections_of(here.database) and not replace:
        raise Obstacle("There is something in the database; --replace throws it away.")
    try:
        require_silence(here.broker, here.service, heard_by(here.service))
    except StillListening as error:
        raise Obstacle(f"The worker of {here.service} runs; stop it and its pages first.") from error
    return manifest


def _recover(here: Office, manifest: Manifest) -> Iterator[Said]:
    """What the service itself had told since is not only its readers' to know."""
    kinds = here.kinds()
    for topic in _own_topics(here.service):
        start = {int(number): at for number, at in manifest.told.get(topic, {}).items()}
        for (name, aggregate_id), told in _told_since(here, kinds, topic, start).items():
            yield from _recover_one(kinds, name, aggregate_id, told)


def _told_since(
    here: Office, kinds: Kinds, topic: str, start: Mapping[int, int]
) -> Mapping[tuple[str, str], Sequence[Recorded]]:
    found: dict[tuple[str, str], dict[int, Recorded]] = {}
    ledger = MongoLedger(here.database)
    for record in read_topic(here.broker, topic, start=start):
        try:
            event = from_wire(record.value or b"")
        except InvalidMessage:
            continue  # We never write such; whoever did has no aggregate here.
        ledger.add(_erased_by(event))
        kind = type_of(event.happened)
        name = next((name for name, each in kinds.items() if each.is_told_in(kind)), "")
        found.setdefault((name or kind.about, event.subject), {})[event.recorded.version] = event.recorded
    return {where: [of[version] for version in sorted(of)] for where, of in found.items()}


def _erased_by(event: Received) -> Sequence[Erasure]:
    """Whom the service itself told to be erased since: the ledger that knew it may be lost."""
    match event.happened:
        case PersonErased(contact_ids=contact_ids):
            return of_person(event.subject, contact_ids, event.recorded.at)
        case ReportErased():
            return [Erasure(of=Of.REPORT, id=event.subject, at=event.recorded.at)]
        case _:
            return ()


def _recover_one(kinds: Kinds, name: str, aggregate_id: str, told: Sequence[Recorded]) -> Iterator[Said]:
    """All, in part (`missing` names the versions of which no topic tells), or lost."""
    where: dict[str, object] = {"kind": name, "id": aggregate_id}
    if name not in kinds:
        yield {"lost": "not_kept_by_events", **where, "versions": [each.version for each in told]}
        return
    try:
        recovered = kinds[name].recover(aggregate_id, told)
    except (DomainError, StaleVersion, LookupError, TypeError, ValueError, AttributeError) as why:
        yield {"lost": type(why).__name__, **where, "versions": [each.version for each in told]}
        return
    if recovered is not None:
        outcome = "recovered_in_part" if recovered.missing else "recovered"
        yield {outcome: name, **where, "had": recovered.had, "has": recovered.has, "missing": recovered.missing}


def _own_topics(service: str) -> Sequence[str]:
    return [topic.name for topic in TOPICS if topic.producer == service]
