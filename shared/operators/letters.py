"""Plays dead letters again, to this service's own handlers and to nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from time import sleep

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.kafka.broker import Broker
from shared.kafka.consumer import HandleEvent
from shared.kafka.letters import SetAside, read_letters, whole
from shared.mongo.parking import Parking
from shared.mongo.replays import Replays
from shared.parking import Parked

ATTEMPTS = 20


class Outcome(StrEnum):
    """HANDLED, PARKED: it has gone its way. The others: it stays."""

    HANDLED = "handled"
    PARKED = "parked"
    UNREADABLE = "unreadable"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """reason: why it still cannot be read."""

    letter: SetAside
    outcome: Outcome
    reason: str = ""

    @property
    def has_gone(self) -> bool:
        return self.outcome in {Outcome.HANDLED, Outcome.PARKED}


class DeadLetterOffice:
    """Blocks on Kafka and MongoDB. Playing twice is playing once: the handlers know what they heard."""

    def __init__(
        self, service: str, broker: Broker, *, parking: Parking, replays: Replays, topic: str | None = None
    ) -> None:
        """topic: of the letters, if not the service's own."""
        self._service = service
        self._broker = broker
        self._parking = parking
        self._replays = replays
        self._topic = topic

    def waiting(self) -> Sequence[SetAside]:
        """Those that were set aside since they were last played again, in the order in which they were told."""
        letters = list(read_letters(self._broker, self._service, topic=self._topic))
        played = self._replays.since([each.id for each in letters])
        return [each for each in letters if each.id not in played or played[each.id] < each.at]

    def replay(self, letters: Sequence[SetAside], handle: HandleEvent) -> Iterator[Replayed]:
        """Each in turn; one that stays holds up no other. Raises: TryAgain when the database stays away."""
        for letter in letters:
            replayed = self._play(letter, handle)
            if replayed.has_gone:
                self._replays.mark(letter.id, replayed.outcome)
            yield replayed

    def _play(self, letter: SetAside, handle: HandleEvent) -> Replayed:
        value = whole(self._broker, letter)
        if value is None:
            return Replayed(letter=letter, outcome=Outcome.GONE)
        try:
            _patiently(handle, value, letter.topic)
        except InvalidMessage as reason:
            return Replayed(letter=letter, outcome=Outcome.UNREADABLE, reason=str(reason))
        except UnknownSubject:
            self._parking.park(_parked(letter, value))
            return Replayed(letter=letter, outcome=Outcome.PARKED)
        return Replayed(letter=letter, outcome=Outcome.HANDLED)


def _patiently(handle: HandleEvent, value: bytes, topic: str) -> None:
    """The service works meanwhile, and two may meet at one subject."""
    event = from_wire(value)
    for _ in range(ATTEMPTS - 1):
        try:
            handle(event, topic=topic)
        except TryAgain as later:
            sleep(later.after_seconds)
        else:
            return
    handle(event, topic=topic)


def _parked(letter: SetAside, value: bytes) -> Parked:
    """Where the consumer itself would have let it wait."""
    return Parked(
        lane=f"{letter.topic}:{(letter.key or b'').decode(errors='replace')}",
        place=f"{letter.partition:06d}:{letter.offset:020d}",
        topic=letter.topic,
        value=value,
        parked_at=datetime.now(UTC),
    )
