"""How long messages wait is told by whoever does not send them, and grows for as long as nobody does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

from prometheus_client import REGISTRY

from services.notify.bootstrap import Notify
from services.notify.domain.delivery import Status
from services.notify.entrypoints.senders.waiting import WaitingLoop
from shared.clock import StoppedClock
from shared.errors import TryAgain
from shared.worker import Stop
from tests.factories.notify import NOON, delivery
from tests.fakes.notify_messages import FakeDeliveries


@dataclass(slots=True)
class Rounds(Stop):
    """Lets a loop go round so many times; what happens meanwhile happens while it rests."""

    left: int
    meanwhile: Callable[[], object]

    def is_told(self) -> bool:
        return self.left == 0

    def sleep(self, seconds: float) -> None:  # noqa: ARG002 -- nobody rests in a test
        self.left -= 1
        self.meanwhile()


class SometimesAway(FakeDeliveries):
    """In a database that is away while a test says so."""

    is_away = False

    def due_since(self, **known: object) -> object:  # type: ignore[override] # passed on
        if self.is_away:
            raise TryAgain(1)
        return super().due_since(**known)  # type: ignore[arg-type]


class House:
    def __init__(self) -> None:
        self.clock, self.deliveries = StoppedClock(NOON), SometimesAway()
        self.loop = WaitingLoop(cast("Notify", SimpleNamespace(clock=self.clock, deliveries=self.deliveries)))
        self.told: list[float | None] = []

    def watch(self, *, rounds: int) -> list[float | None]:
        """What the figure was after each round, with ten minutes between them."""
        self.told.clear()
        self.loop(Rounds(rounds, self._note))
        return list(self.told)

    def _note(self) -> None:
        self.told.append(REGISTRY.get_sample_value("nabo_deliveries_waiting_seconds"))
        self.clock.advance(timedelta(minutes=10))


def test_nothing_waits_where_nothing_is_due() -> None:
    assert House().watch(rounds=2) == [0.0, 0.0]


def test_it_grows_while_every_sender_hangs_or_is_away() -> None:
    house = House()
    house.deliveries.plan([delivery("a")])
    assert house.watch(rounds=3) == [0.0, 600.0, 1200.0]


def test_it_grows_while_one_holds_the_message_and_gets_nowhere() -> None:
    house = House()
    house.deliveries.plan([delivery("a")])
    house.deliveries.claim(1, at=NOON)
    assert house.watch(rounds=2) == [0.0, 600.0]


def test_it_grows_while_the_database_is_away() -> None:
    house = House()
    house.deliveries.plan([delivery("a")])
    house.watch(rounds=1)
    house.deliveries.is_away = True
    assert house.watch(rounds=2) == [600.0, 1200.0]


def test_a_database_that_was_away_from_the_start_is_no_message_that_waits() -> None:
    house = House()
    house.deliveries.is_away = True
    assert house.watch(rounds=2) == [0.0, 0.0]


def test_messages_of_which_nobody_knows_are_counted() -> None:
    house = House()
    house.deliveries.plan([delivery("a")])
    held = house.deliveries.kept[delivery("a").id]
    house.deliveries.claim(1, at=NOON)
    house.deliveries._release(held, Status.UNKNOWN)  # noqa: SLF001 -- our own
    house.watch(rounds=1)
    assert REGISTRY.get_sample_value("nabo_deliveries_unknown") == 1.0
