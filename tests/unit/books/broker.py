"""A broker in memory, and clients that behave towards our code as kafka-python's do."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import CommitFailedError, KafkaTimeoutError
from kafka.producer.future import RecordMetadata
from kafka.structs import ConsumerGroupMetadata, OffsetAndMetadata, TopicPartition

from tests.unit.books.fate import Fate, NoAnswer

PARTITIONS = 2
AT_ONCE = 2
"""Records a poll: so few that a batch ends in the midst of things."""

Headers = Sequence[tuple[str, bytes]]


class MemoryBroker:
    """Topics and what one group has committed. Its generation grows with each member that joins."""

    def __init__(self) -> None:
        self.logs: dict[TopicPartition, list[ConsumerRecord]] = {}
        self.committed: dict[TopicPartition, int] = {}
        self.generation = count(1)
        self.newest = 0

    def write(self, topic: str, key: bytes, value: bytes, headers: Headers = ()) -> ConsumerRecord:
        """One key's records stay in order."""
        place = TopicPartition(topic, sum(key) % PARTITIONS)
        log = self.logs.setdefault(place, [])
        blank = dict.fromkeys(ConsumerRecord._fields)
        told = {"topic": topic, "partition": place.partition, "offset": len(log), "key": key, "value": value}
        written = {"headers": list(headers), "timestamp": sum(map(len, self.logs.values()))}
        record = ConsumerRecord(**{**blank, **told, **written})
        log.append(record)
        return record

    def all_of(self, topic: str) -> list[ConsumerRecord]:
        return [record for place, log in self.logs.items() if place.topic == topic for record in log]

    def join(self) -> int:
        self.newest = next(self.generation)
        return self.newest

    def is_behind(self, topic: str) -> bool:
        places = [place for place in self.logs if place.topic == topic]
        return any(self.committed.get(place, 0) < len(self.logs[place]) for place in places)


class Future:
    """What a send gives. Of no patience at all it tells nothing, as older releases of kafka-python did."""

    def __init__(self, record: ConsumerRecord | None) -> None:
        self._record = record

    def get(self, timeout: float) -> RecordMetadata | None:
        if timeout <= 0:
            return None
        if self._record is None:
            raise KafkaTimeoutError
        blank = dict.fromkeys(RecordMetadata._fields)
        return RecordMetadata(**{**blank, "topic": self._record.topic, "offset": self._record.offset})


class MemoryProducer:
    """Passes as `KafkaProducer`."""

    def __init__(self, broker: MemoryBroker, fate: Fate) -> None:
        self._broker = broker
        self._fate = fate

    def send(self, topic: str, *, key: bytes, value: bytes, headers: Headers) -> Future:
        try:
            return Future(self._fate(lambda: self._broker.write(topic, key, value, headers), asks=True))
        except NoAnswer:
            return Future(None)

    def flush(self, timeout: float) -> None:
        """It succeeds although a send has failed."""

    def close(self, timeout: float) -> None:
        """Nothing to close."""


class MemoryConsumer:
    """Passes as `KafkaConsumer`: the newest member has all partitions, and a commit of an older one fails."""

    def __init__(self, broker: MemoryBroker, fate: Fate, topic: str) -> None:
        self.broker = broker
        self.fate = fate
        self.is_drained = False
        self._topic = topic
        self._generation = -1
        self._positions: dict[TopicPartition, int] = {}

    def poll(self, **_: Any) -> Mapping[TopicPartition, list[ConsumerRecord]]:  # noqa: ANN401 -- its many settings
        if self._generation != self.broker.newest:
            self._generation = self.broker.join()
            self._positions = dict(self.broker.committed)
        batch = {place: self._read(place) for place in self.broker.logs if place.topic == self._topic}
        self.is_drained = not any(batch.values())
        return {place: records for place, records in batch.items() if records}

    def group_metadata(self) -> ConsumerGroupMetadata:
        return ConsumerGroupMetadata("notify", generation_id=self._generation, member_id=str(id(self)))

    def seek(self, place: TopicPartition, offset: int) -> None:
        self._positions[place] = offset

    def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata], **_: Any) -> None:  # noqa: ANN401 -- as above
        try:
            self.fate(lambda: self._commit(offsets), asks=True)
        except NoAnswer:
            raise KafkaTimeoutError from None

    def close(self, **_: Any) -> None:  # noqa: ANN401 -- as above
        """Nothing to close."""

    def _read(self, place: TopicPartition) -> list[ConsumerRecord]:
        position = self._positions.get(place, 0)
        records = self.broker.logs[place][position : position + AT_ONCE]
        self._positions[place] = position + len(records)
        return records

    def _commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        if self._generation != self.broker.newest:
            raise CommitFailedError
        self.broker.committed.update({place: each.offset for place, each in offsets.items()})
