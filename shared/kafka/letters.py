"""Reads a service's dead letters: what could not be read, why, and where it came from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from kafka.consumer.fetcher import ConsumerRecord

from shared.events.event import event_types
from shared.events.topics import dead_letters_of
from shared.kafka.broker import Broker
from shared.kafka.reading import read_one, read_topic

_ORIGIN = re.compile(r"(?P<topic>[a-z.\-0-9]+):(?P<partition>\d+):(?P<offset>\d+)")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """topic, partition, offset: where it came from, which is what it is known by. at: when it was set aside."""

    topic: str
    partition: int
    offset: int
    at: datetime
    reason: str
    key: bytes | None
    value: bytes

    @property
    def id(self) -> str:
        return f"{self.topic}:{self.partition}:{self.offset}"

    def described(self) -> Mapping[str, object]:
        """Codes, numbers and ids alone: whatever a person may have written stays where it is."""
        return {
            "id": self.id,
            "topic": self.topic,
            "partition": self.partition,
            "offset": self.offset,
            "at": self.at.isoformat(),
            "reason": self.reason,
            "subject": _subject(self.key),
            "type": _type(self.value),
        }


def read_letters(broker: Broker, service: str, *, topic: str | None = None) -> Iterator[SetAside]:
    """Every letter that its topic still holds; of one that came twice, the later one. Raises: KafkaError."""
    newest: dict[str, SetAside] = {}
    for record in read_topic(broker, topic or dead_letters_of(service)):
        letter = _letter(record)
        if letter and (letter.id not in newest or letter.at >= newest[letter.id].at):
            newest[letter.id] = letter
    yield from sorted(newest.values(), key=lambda each: (each.topic, each.partition, each.offset))


def whole(broker: Broker, letter: SetAside) -> bytes | None:
    """What it says; one that was too long to be set aside with its reason is looked up where it came from."""
    if letter.value:
        return letter.value
    found = read_one(broker, letter.topic, letter.partition, letter.offset)
    return (found.value or b"") if found else None


def _letter(record: ConsumerRecord) -> SetAside | None:
    """None of what nobody of us wrote."""
    headers = {name: value.decode(errors="replace") for name, value in record.headers}
    origin = _ORIGIN.fullmatch(headers.get("origin", ""))
    if origin is None:
        return None
    return SetAside(
        topic=origin["topic"],
        partition=int(origin["partition"]),
        offset=int(origin["offset"]),
        at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        reason=headers.get("reason", "unknown"),
        key=record.key,
        value=record.value or b"",
    )


def _subject(key: bytes | None) -> str | None:
    said = (key or b"").decode(errors="replace")
    return said if _ID.fullmatch(said) else None


def _type(value: bytes) -> str | None:
    """Only a name that is known here is one; anything else may be anybody's words."""
    try:
        said = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    name = said.get("type") if isinstance(said, dict) else None
    return name if isinstance(name, str) and name in event_types() else None
