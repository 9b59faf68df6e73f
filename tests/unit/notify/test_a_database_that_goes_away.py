"""What a sender knows of a message outlives a database that is away, and is written before anything else is taken."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.notify.bootstrap import Notify, Sending
from services.notify.domain.delivery import Channel, Delivery, Status, UnknownPolicy
from services.notify.domain.sending import Allowance, DailyCaps
from services.notify.entrypoints.senders.mail import SWEEP_SECONDS, MailLoop
from services.notify.handlers.post_office import PostOffice
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.send_messages import SendMessages, send_messages, settle_known
from services.notify.ports.messages import Claim, Result
from services.notify.queries.unheard_calls import unheard_calls
from shared.clock import StoppedClock
from shared.errors import TryAgain, Undeliverable
from tests.factories.notify import ADA_CONTACT, NOON, delivery, matter, reader
from tests.fakes.notify_digests import FakeArchive, FakeCalls, FakeDayPlaces
from tests.fakes.notify_letters import FakeChannel, PlainLetters
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import GlassBoxes
from tests.fakes.post_office import daily_mail
from tests.fakes.stop import StopAfterRests

ADA = "ada@nabo.example"


class FarDeliveries(FakeDeliveries):
    """In a database that goes away at a named step, and is back when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.away_at: set[str] = set()
        self.steps: list[str] = []

    def _reach(self, step: str) -> None:
        self.steps.append(step)
        if step in self.away_at or "all" in self.away_at:
            self.away_at = {"all"}
            raise TryAgain(0.5)

    def claim(self, limit: int, *, at: Any, channel: Channel = Channel.EMAIL) -> Claim:  # noqa: ANN401 -- an instant
        self._reach("claim")
        return super().claim(limit, at=at, channel=channel)

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        self._reach(f"begin {delivery.event_id}")
        away_at, self.away_at = self.away_at, set()  # It is one write: what the fake does within is no step.
        super().begin(delivery, claim, done)
        self.away_at = away_at
        self.steps.clear()

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        self._reach("settle")
        super().settle(claim, done)

    def give_back(self, claim: Claim) -> None:
        self._reach("give_back")
        super().give_back(claim)

    def abandoned(self, **known: Any) -> Sequence[Result]:  # noqa: ANN401 -- passed on
        self._reach("sweep")
        return super().abandoned(**known)


class FarPlaces(FakeDayPlaces):
    """In the same database."""

    def __init__(self, deliveries: FarDeliveries) -> None:
        super().__init__()
        self._deliveries = deliveries

    def take(self, delivery_id: str, allowance: Allowance, *, day: date) -> bool:
        self._deliveries._reach("place")  # noqa: SLF001 -- our own
        return super().take(delivery_id, allowance, day=day)

    def give_back(self, delivery_id: str, allowance: Allowance, *, day: date) -> None:
        self._deliveries._reach("give back the place")  # noqa: SLF001
        super().give_back(delivery_id, allowance, day=day)


class House:
    """A post office whose database is far away."""

    def __init__(self, *planned: Delivery) -> None:
        archive = FakeArchive()
        archive.matters["report-1"], archive.readers[ADA_CONTACT] = matter(), reader()
        self.clock, self.deliveries, self.channel = StoppedClock(NOON), FarDeliveries(), FakeChannel()
        self.deliveries.plan(planned)
        self.office = PostOffice(
            deliveries=self.deliveries,
            seals=GlassBoxes(),
            daily=daily_mail(self.deliveries),
            zone="Europe/Helsinki",
            archive=archive,
            places=FarPlaces(self.deliveries),
            opens=GlassBoxes(),
            letters=PlainLetters(),
            channel=self.channel,
            clock=self.clock,
            caps=DailyCaps(unverified=9, verified=9),
            day_of=lambda moment: moment.astimezone(UTC).date(),
            on_failed=self._tell,
            on_gone=lambda _: None,
        )
        self.told_of: list[str] = []

    def send(self) -> list[Result]:
        return send_messages(SendMessages(), office=self.office)

    def sweep(self) -> Sequence[Result]:
        command = RecoverAbandoned(policy=UnknownPolicy.LEAVE)
        return recover_abandoned(command, deliveries=self.deliveries, clock=self.clock)

    def come_back(self) -> None:
        self.deliveries.away_at = set()
        self.deliveries.steps.clear()

    @property
    def fared(self) -> dict[str, Status]:
        return {each.event_id: each.status for each in self.deliveries.all}

    @property
    def went(self) -> int:
        return len(self.channel.taken)

    def _tell(self, failed: Delivery) -> None:
        self.deliveries._reach("tell")  # noqa: SLF001 -- our own
        self.told_of.append(failed.event_id)


@contextmanager
def away(house: House, at: str) -> Iterator[None]:
    house.deliveries.away_at = {at}
    with pytest.raises(TryAgain):
        yield
    house.come_back()


def test_a_message_that_went_out_is_written_down_as_sent_when_the_database_is_back_R16() -> None:
    house = House(delivery("a"))
    with away(house, "settle"):
        house.send()
    assert house.fared == {"a": Status.SENDING}
    assert house.send() == []
    assert house.deliveries.steps == ["settle", "claim"], "before anything else is taken"
    assert (house.fared, house.went) == ({"a": Status.SENT}, 1)


def test_while_it_is_away_nothing_else_is_taken() -> None:
    house = House(delivery("a"))
    with away(house, "settle"):
        house.send()
    house.deliveries.plan([delivery("b")])
    with away(house, "all"):
        house.send()
    assert house.fared == {"a": Status.SENDING, "b": Status.PENDING}
    house.send()
    assert (house.fared, house.went) == ({"a": Status.SENT, "b": Status.SENT}, 2)


def test_a_message_that_could_not_be_begun_did_not_go_out_and_goes_later_R16() -> None:
    house = House(delivery("a"), delivery("b"), delivery("c"))
    with away(house, "begin b"):
        house.send()
    settle_known(office=house.office)
    assert house.fared == {"a": Status.SENT, "b": Status.PENDING, "c": Status.PENDING}
    house.clock.advance(timedelta(seconds=1))
    house.send()
    assert (set(house.fared.values()), house.went) == ({Status.SENT}, 3)


def test_a_message_whose_place_could_not_be_asked_for_goes_later_R16() -> None:
    house = House(delivery("a"))
    with away(house, "place"):
        house.send()
    settle_known(office=house.office)
    assert house.fared == {"a": Status.PENDING}
    house.clock.advance(timedelta(seconds=1))
    house.send()
    assert (house.fared, house.went) == ({"a": Status.SENT}, 1)


def test_a_failure_that_could_not_give_its_place_back_is_tried_again() -> None:
    house = House(delivery("a"))
    house.channel.falls[ADA] = Undeliverable("smtp_554")
    with away(house, "give back the place"):
        house.send()
    house.clock.advance(timedelta(seconds=1))
    house.send()
    assert house.fared == {"a": Status.FAILED}


def test_a_failure_of_which_nobody_could_be_told_is_tried_again() -> None:
    house = House(delivery("a"))
    house.channel.falls[ADA] = Undeliverable("smtp_554")
    with away(house, "tell"):
        house.send()
    house.clock.advance(timedelta(seconds=1))
    house.send()
    assert (house.fared, house.told_of) == ({"a": Status.FAILED}, ["a"])


def test_what_was_not_begun_is_given_back_when_the_database_is_back() -> None:
    house = House(delivery("a"), delivery("b"))
    with away(house, "begin a"):
        house.send()
    settle_known(office=house.office)
    assert house.fared["b"] is Status.PENDING


def test_what_others_found_meanwhile_stands() -> None:
    house = House(delivery("a"))
    with away(house, "settle"):
        house.send()
    house.deliveries.forget_leases()
    house.sweep()
    house.send()
    assert house.fared == {"a": Status.UNKNOWN}, "the claim was not ours any more"


def loop(house: House, *, now: Any = lambda: 0.0) -> MailLoop:  # noqa: ANN401 -- tells the time
    def settle() -> None:
        settle_known(office=house.office)

    calls = FakeCalls(house.deliveries)
    notify = SimpleNamespace(
        recover_abandoned=lambda _channel: house.sweep(), unheard_calls=partial(unheard_calls, calls=calls)
    )
    sending = SimpleNamespace(send_messages=lambda _: house.send(), settle_known=settle, channel=house.channel)
    return MailLoop(cast("Notify", notify), cast("Sending", sending), 0.1, monotonic=now)


def test_the_loop_writes_what_is_known_before_it_sweeps() -> None:
    house = House(delivery("a"))
    with away(house, "settle"):
        house.send()
    house.deliveries.forget_leases()
    loop(house)(StopAfterRests())
    assert house.fared == {"a": Status.SENT}


def test_after_the_database_was_away_nobody_sweeps_before_all_have_written_what_they_know() -> None:
    house, at = House(), [0.0]
    mail = loop(house, now=lambda: at[0])
    house.deliveries.away_at = {"claim"}
    mail(StopAfterRests())
    house.come_back()
    mail(StopAfterRests())
    assert "sweep" not in house.deliveries.steps
    at[0] += SWEEP_SECONDS
    mail(StopAfterRests())
    assert "sweep" in house.deliveries.steps


@pytest.mark.parametrize("is_back, status", [(True, Status.SENT), (False, Status.SENDING)])
def test_a_loop_that_ends_tries_a_last_time(status: Status, *, is_back: bool) -> None:
    house = House(delivery("a"))
    with away(house, "settle"):
        house.send()
    house.deliveries.away_at = set() if is_back else {"all"}
    with suppress(TryAgain):
        loop(house)(StopAfterRests(rests=0))
    assert house.fared == {"a": status}
