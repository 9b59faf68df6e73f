"""Writes records to Kafka and says of each whether the broker has it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError
from kafka.producer.future import FutureRecordMetadata, RecordMetadata

FLUSH_SECONDS = 30.0


class NotAcknowledged(KafkaError):  # type: ignore[misc] # kafka-python has no types
    """The broker did not say that it has the record. Nor did it say that it has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A record to be written; those with the same key are read in order."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Sequence[tuple[str, bytes]] = ()


class Publisher:
    """Blocks on Kafka: at most for the producer's delivery timeout, and as long again until it knows the topic."""

    def __init__(self, producer: KafkaProducer) -> None:
        self._producer = producer

    def publish(self, messages: Sequence[Message]) -> Sequence[KafkaError | None]:
        """What became of each: None where the broker has it, else why nobody can know that it has.

        Raises: KafkaError when nothing more could be sent; then nobody knows about any of them.
        """
        sent = [self._send(each) for each in messages]
        if sent:
            self._producer.flush(timeout=FLUSH_SECONDS)
        return [_outcome(each) for each in sent]

    def close(self, seconds: float) -> None:
        """What is still under way after so long is given up. Raises nothing."""
        with suppress(KafkaError):
            self._producer.close(timeout=seconds)

    def _send(self, message: Message) -> FutureRecordMetadata | KafkaError:
        try:
            return self._producer.send(
                message.topic, key=message.key, value=message.value, headers=list(message.headers)
            )
        except MessageSizeTooLargeError as error:
            return error


def _outcome(sent: FutureRecordMetadata | KafkaError) -> KafkaError | None:
    """A flush succeeds although sends failed, and an answer may be no answer: only a record's metadata counts."""
    if isinstance(sent, KafkaError):
        return sent
    try:
        metadata = sent.get(timeout=1)
    except KafkaError as error:
        return error
    return None if isinstance(metadata, RecordMetadata) else NotAcknowledged()
