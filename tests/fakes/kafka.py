"""A broker's writing side in memory."""

from collections.abc import Callable, Sequence

from kafka.errors import KafkaError

from shared.kafka.publisher import Message


class FakePublisher:
    """Keeps what was written, call by call. fails: says of a message what is to go wrong with it."""

    def __init__(self, fails: Callable[[Message], KafkaError | None] = lambda _: None) -> None:
        self.calls: list[Sequence[Message]] = []
        self._fails = fails

    @property
    def arrived(self) -> list[Message]:
        """Everything that was written, in order."""
        return [message for call in self.calls for message in call if self._fails(message) is None]

    def publish(self, messages: Sequence[Message]) -> Sequence[KafkaError | None]:
        self.calls.append(list(messages))
        return [self._fails(message) for message in messages]

    def close(self, seconds: float) -> None:
        """Nothing to close."""
