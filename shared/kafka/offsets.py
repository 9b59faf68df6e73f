"""How far a service has heard each topic, and setting that back, for a time when nobody of it listens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata, TopicPartition

from shared.kafka.broker import Broker
from shared.kafka.reading import ANSWER_MS, CLOSE_MS, partitions_of, reader

Places = Mapping[str, Mapping[str, int]]
"""By topic and partition."""


class StillListening(Exception):
    """A worker of this service runs, and would not notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Messages that the broker has thrown away since: from `first` up to, not including, `next`."""

    topic: str
    partition: int
    first: int
    next: int


def heard(broker: Broker, group: str, topics: Iterable[str]) -> Places:
    """What the group has done; the beginning, where it has done nothing."""
    kafka = reader(broker, group=group)
    try:
        places = [each for topic in topics for each in partitions_of(topic)]
        return _by_topic({each: kafka.committed(each, timeout_ms=ANSWER_MS) or 0 for each in places})
    finally:
        kafka.close(timeout_ms=CLOSE_MS)


def ends(broker: Broker, topics: Iterable[str]) -> Places:
    """Where the topics end now."""
    kafka = reader(broker)
    try:
        places = [each for topic in topics for each in partitions_of(topic)]
        return _by_topic(kafka.end_offsets(places, timeout_ms=ANSWER_MS) if places else {})
    finally:
        kafka.close(timeout_ms=CLOSE_MS)


def rewind(broker: Broker, group: str, to: Places) -> Sequence[Lost]:
    """Let the group begin there when it listens again; returns what the topics have not any more.

    Raises: StillListening, KafkaError.
    """
    kafka = reader(broker, group=group)
    try:
        wanted = {TopicPartition(topic, int(number)): at for topic, of in to.items() for number, at in of.items()}
        first = kafka.beginning_offsets(list(wanted), timeout_ms=ANSWER_MS) if wanted else {}
        _commit(kafka, {each: max(at, first[each]) for each, at in wanted.items()})
        return [
            Lost(topic=each.topic, partition=each.partition, first=at, next=first[each])
            for each, at in wanted.items()
            if at < first[each]
        ]
    finally:
        kafka.close(timeout_ms=CLOSE_MS)


def require_silence(broker: Broker, group: str, topics: Iterable[str]) -> None:
    """Set every place to where it is. Raises: StillListening."""
    rewind(broker, group, heard(broker, group, topics))


def _commit(kafka: object, places: Mapping[TopicPartition, int]) -> None:
    offsets = {each: OffsetAndMetadata(at, "", -1) for each, at in places.items()}
    try:
        kafka.assign(list(places))  # type: ignore[attr-defined] # kafka-python has no types
        kafka.commit(offsets, timeout_ms=ANSWER_MS)  # type: ignore[attr-defined] # as above
    except KafkaError as error:
        if type(error).__name__ in {"CommitFailedError", "UnknownMemberIdError", "IllegalGenerationError"}:
            raise StillListening from error
        raise


def _by_topic(places: Mapping[TopicPartition, int]) -> Places:
    found: dict[str, dict[str, int]] = {}
    for each, at in places.items():
        found.setdefault(each.topic, {})[str(each.partition)] = at
    return found
