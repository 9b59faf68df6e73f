"""Reads a topic from one place to its end, outside any group: for operators, who look without taking."""

from collections.abc import Iterator, Mapping
from time import monotonic

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaTimeoutError
from kafka.structs import TopicPartition

from shared.events.topics import PARTITIONS
from shared.kafka.broker import Broker

PATIENCE_SECONDS = 15.0
POLL_MS = 200
ANSWER_MS = 5_000
CLOSE_MS = 1_000

Offsets = Mapping[int, int]
"""By partition."""


def partitions_of(topic: str) -> list[TopicPartition]:
    """As the table of topics has them: to ask the broker blocks for as long as it is away."""
    return [TopicPartition(topic, number) for number in range(PARTITIONS)]


def reader(broker: Broker, *, group: str | None = None) -> KafkaConsumer:
    """A consumer that is told what to read; group: whose offsets it may look at and set."""
    return KafkaConsumer(**broker.common(), group_id=group, enable_auto_commit=False, auto_offset_reset="earliest")


def read_topic(broker: Broker, topic: str, *, start: Offsets | None = None) -> Iterator[ConsumerRecord]:
    """All records up to the end as it is now. start: where to begin; a partition that is not named, at its beginning.

    What has been thrown away since is passed over. Raises: KafkaError when nothing comes for PATIENCE_SECONDS.
    """
    kafka = reader(broker)
    try:
        partitions = partitions_of(topic)
        ends = kafka.end_offsets(partitions, timeout_ms=ANSWER_MS)
        first = kafka.beginning_offsets(partitions, timeout_ms=ANSWER_MS)
        kafka.assign(partitions)
        for each in partitions:
            kafka.seek(each, max(first[each], (start or {}).get(each.partition, 0)))
        yield from _until(kafka, ends)
    finally:
        kafka.close(timeout_ms=CLOSE_MS)


def read_one(broker: Broker, topic: str, partition: int, offset: int) -> ConsumerRecord | None:
    """One record, while the topic still has it."""
    kafka, place = reader(broker), TopicPartition(topic, partition)
    try:
        kafka.assign([place])
        first = kafka.beginning_offsets([place], timeout_ms=ANSWER_MS)[place]
        end = kafka.end_offsets([place], timeout_ms=ANSWER_MS)[place]
        if not first <= offset < end:
            return None
        kafka.seek(place, offset)
        found = next(_until(kafka, {place: offset + 1}), None)
        return found if found and found.offset == offset else None
    finally:
        kafka.close(timeout_ms=CLOSE_MS)


def _until(kafka: KafkaConsumer, ends: Mapping[TopicPartition, int]) -> Iterator[ConsumerRecord]:
    """Each partition as far as its end; what stands behind that is somebody else's news."""
    heard_at = monotonic()
    while any(kafka.position(each, timeout_ms=ANSWER_MS) < end for each, end in ends.items()):
        batch = kafka.poll(timeout_ms=POLL_MS)
        if batch:
            heard_at = monotonic()
        elif monotonic() - heard_at > PATIENCE_SECONDS:
            raise KafkaTimeoutError
        yield from (each for place, records in batch.items() for each in records if each.offset < ends[place])
