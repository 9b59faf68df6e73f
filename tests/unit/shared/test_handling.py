"""What a handler's answer means for the message it was given."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from shared.clock import StoppedClock
from shared.errors import IllegalMove, InvalidMessage, NotFound, StaleVersion, TryAgain, UnknownSubject
from shared.events.event import Received, Recorded, event_types
from shared.events.intake import OutcomeConfirmed, ReporterWrote, ReportFiled, ReportWithdrawn
from shared.events.topics import INTAKE_REPORTS
from shared.kafka.handling import Handle, Handling, handling_of, merged
from shared.observability.context import Cause, cause
from tests.fakes.notebook import Notebook, public

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class FakeRefusals:
    """Remembers what was refused."""

    def __init__(self) -> None:
        self.recorded: list[tuple[str, str]] = []

    def record(self, event: Received, reason: str) -> None:
        self.recorded.append((event.recorded.id, reason))


@pytest.fixture
def refusals() -> FakeRefusals:
    return FakeRefusals()


def event(happened: object) -> Received:
    recorded = Recorded(
        id="e", version=1, at=NOW, by="x", correlation_id="the way", happened=happened, traceparent="00-1-2-01"
    )
    return Received(subject="s", recorded=recorded, state=public(Notebook()), state_version=1)


def handling(refusals: FakeRefusals, handler: Callable[[Received], None]) -> Handling:
    clock = StoppedClock(NOW + timedelta(seconds=3))
    return Handling(
        "tests", {ReporterWrote: handler}, ignored=frozenset({OutcomeConfirmed}), refusals=refusals, clock=clock
    )


def raising(error: Exception) -> Callable[[Received], None]:
    def handler(_: Received) -> None:
        raise error

    return handler


def test_a_handler_acts_because_of_the_event(refusals: FakeRefusals) -> None:
    seen: list[Cause] = []
    handling(refusals, lambda _: seen.append(cause()))(event(ReporterWrote()), topic="t")
    assert seen == [Cause(correlation_id="the way", causation_id="e", traceparent="00-1-2-01")]
    assert cause() == Cause()
    assert REGISTRY.get_sample_value("nabo_lag_seconds", {"service": "tests", "topic": "t"}) == 3.0


def test_that_nothing_was_handled_yet_is_told_from_the_start(refusals: FakeRefusals) -> None:
    clock = StoppedClock(NOW)
    heard: dict[type, Callable[[Received], None]] = {ReporterWrote: raising(ZeroDivisionError())}
    Handling("idle", heard, ignored=frozenset({OutcomeConfirmed}), refusals=refusals, clock=clock)
    told = {"service": "idle", "topic": INTAKE_REPORTS}
    assert handled(told, ReporterWrote) == 0.0, "the alert NothingIsHandled compares this with what was published"
    assert handled(told, OutcomeConfirmed) is None, "what is passed over is not counted either"


def handled(told: dict[str, str], kind: type) -> float | None:
    name = next(each.name for each in event_types().values() if each.form is kind)
    return REGISTRY.get_sample_value("nabo_handled_total", {**told, "type": name})


def test_what_this_service_need_not_hear_is_passed_over(refusals: FakeRefusals) -> None:
    handling(refusals, raising(ZeroDivisionError()))(event(OutcomeConfirmed()), topic="t")


def test_what_nobody_here_thought_of_is_invalid(refusals: FakeRefusals) -> None:
    with pytest.raises(InvalidMessage, match="not_for_this_service"):
        handling(refusals, raising(ZeroDivisionError()))(event(ReportWithdrawn()), topic="t")


def test_the_domains_no_is_an_outcome_and_is_recorded(refusals: FakeRefusals) -> None:
    handling(refusals, raising(IllegalMove("already_closed")))(event(ReporterWrote()), topic="t")
    assert refusals.recorded == [("e", "already_closed")]


def test_what_is_not_found_may_be_on_its_way(refusals: FakeRefusals) -> None:
    for error in (NotFound("s"), UnknownSubject("s")):
        with pytest.raises(UnknownSubject):
            handling(refusals, raising(error))(event(ReporterWrote()), topic="t")
    assert refusals.recorded == []


def test_who_was_too_late_tries_again(refusals: FakeRefusals) -> None:
    with pytest.raises(TryAgain):
        handling(refusals, raising(StaleVersion("s")))(event(ReporterWrote()), topic="t")
    with pytest.raises(TryAgain):
        handling(refusals, raising(TryAgain(7)))(event(ReporterWrote()), topic="t")


def test_a_bug_stays_a_bug(refusals: FakeRefusals) -> None:
    with pytest.raises(ZeroDivisionError):
        handling(refusals, raising(ZeroDivisionError()))(event(ReporterWrote()), topic="t")


def test_no_event_is_heard_twice() -> None:
    assert merged({ReporterWrote: 1}, {OutcomeConfirmed: 2}) == {ReporterWrote: 1, OutcomeConfirmed: 2}
    with pytest.raises(ValueError, match="two handlers"):
        merged({ReporterWrote: 1}, {ReporterWrote: 2})


class Ear:
    """Hears one kind of event for a house that is a list, and leaves another out."""

    def __init__(self, hears: type, leaves_out: type) -> None:
        self.IGNORED: frozenset[type] = frozenset({leaves_out})
        self._hears = hears

    def handlers(self, house: list[object], /) -> Mapping[type, Handle]:
        return {self._hears: lambda event: house.append(event.happened)}


def test_the_rooms_of_a_house_hear_together_what_each_hears(refusals: FakeRefusals) -> None:
    house: list[object] = []
    rooms = [Ear(ReporterWrote, leaves_out=OutcomeConfirmed), Ear(ReportWithdrawn, leaves_out=ReportFiled)]
    hears = handling_of("tests", rooms, house, refusals=refusals, clock=StoppedClock(NOW))
    filed = ReportFiled(received_at=NOW, secret="s")
    for happened in (ReporterWrote(), OutcomeConfirmed(), ReportWithdrawn(), filed):
        hears(event(happened), topic="t")
    assert house == [ReporterWrote(), ReportWithdrawn()]


def test_what_no_room_of_a_house_hears_is_not_for_it(refusals: FakeRefusals) -> None:
    rooms = [Ear(ReporterWrote, leaves_out=OutcomeConfirmed)]
    hears = handling_of("tests", rooms, [], refusals=refusals, clock=StoppedClock(NOW))
    with pytest.raises(InvalidMessage, match="not_for_this_service"):
        hears(event(ReportWithdrawn()), topic="t")
