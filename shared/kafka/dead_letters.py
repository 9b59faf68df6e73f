"""Sets aside what can never be handled, with the reason and where it came from, to be replayed once that is mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError, MessageSizeTooLargeError

from shared.events.topics import dead_letters_of
from shared.kafka.publisher import Message, Publisher
from shared.observability.metrics import DEAD_LETTERS

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it came. origin: its topic, partition and offset, as `intake.reports:3:17`."""

    topic: str
    origin: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = ()


def letter_of(record: ConsumerRecord) -> Letter:
    return Letter(
        topic=record.topic,
        origin=f"{record.topic}:{record.partition}:{record.offset}",
        key=record.key,
        value=record.value,
        headers=record.headers,
    )


class DeadLetters:
    """One service's own topic of them. Blocks on Kafka; used by one thread at a time."""

    def __init__(self, service: str, connect: Callable[[], Publisher], *, topic: str | None = None) -> None:
        """connect: called for the first letter; most processes never write one. topic: if not the service's own."""
        self._service = service
        self._connect = connect
        self._publisher: Publisher | None = None
        self._topic = topic or dead_letters_of(service)

    def set_aside(self, letter: Letter, reason: str) -> None:
        """Raises: KafkaError when it is not known to be written."""
        headers = [*letter.headers, ("reason", reason.encode()), ("origin", letter.origin.encode())]
        problem = self._write(letter.key, letter.value or b"", headers)
        if isinstance(problem, MessageSizeTooLargeError):  # It fitted before it had a reason; its origin still has it.
            problem = self._write(letter.key, b"", headers)
        if problem:
            raise problem
        DEAD_LETTERS.labels(self._service, letter.topic, reason).inc()
        log.warning("message_set_aside", origin=letter.origin, reason=reason)

    def close(self, seconds: float) -> None:
        """Raises nothing."""
        if self._publisher:
            self._publisher.close(seconds)

    def _write(self, key: bytes | None, value: bytes, headers: Sequence[tuple[str, bytes]]) -> KafkaError | None:
        self._publisher = self._publisher or self._connect()
        return self._publisher.publish([Message(topic=self._topic, key=key, value=value, headers=headers)])[0]
