"""One thread runs from a request to all that it causes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from shared.clock import StoppedClock
from shared.observability.context import Cause, cause, caused, correlation_id
from shared.observability.logs import because
from shared.observability.recording import record
from shared.repository import Found
from tests.fakes.notebook import wrote

CLOCK = StoppedClock(datetime(2026, 3, 2, 10, tzinfo=UTC))


def found(version: int = 0, correlation_id: str = "") -> Found[None]:
    return Found(id="a", state=None, version=version, correlation_id=correlation_id)


def test_nothing_is_known_outside() -> None:
    assert cause() == Cause()
    assert correlation_id() == ""


def test_what_happens_within_is_caused_by_it_and_nothing_after() -> None:
    outer, inner = Cause(correlation_id="outer"), Cause(correlation_id="inner", causation_id="event")
    with caused(outer):
        with caused(inner):
            assert cause() == inner
        assert cause() == outer
    assert cause() == Cause()


def test_every_log_line_says_so() -> None:
    with caused(Cause(correlation_id="the way")):
        assert because(None, "info", {"event": "happened"}) == {"event": "happened", "correlation_id": "the way"}
    assert because(None, "info", {"event": "happened"}) == {"event": "happened"}


def test_threads_do_not_mix_their_causes() -> None:
    def within(name: str) -> str:
        with caused(Cause(correlation_id=name)):
            return correlation_id()

    names = [str(number) for number in range(50)]
    with ThreadPoolExecutor(8) as threads, caused(Cause(correlation_id="main")):
        assert list(threads.map(within, names)) == names


def test_records_tell_what_caused_them_and_count_on() -> None:
    with caused(Cause(correlation_id="the way", causation_id="event", traceparent="00-1-2-01")):
        first, second = record(found(3, "older way"), [wrote("a"), wrote("b")], by="me", clock=CLOCK)
    assert (first.version, second.version) == (4, 5)
    assert first.at == second.at == CLOCK.now()
    assert (first.by, first.correlation_id, first.causation_id, first.traceparent) == (
        "me",
        "the way",
        "event",
        "00-1-2-01",
    )
    assert first.id < second.id


def test_what_a_timer_does_belongs_to_the_way_on_which_the_thing_began() -> None:
    (only,) = record(found(3, "older way"), [wrote("a")], by="timer", clock=CLOCK)
    assert only.correlation_id == "older way"
    assert only.causation_id is None


def test_what_begins_out_of_nothing_gets_one_way_for_all_its_events() -> None:
    first, second = record(found(), [wrote("a"), wrote("b")], by="x", clock=CLOCK)
    assert first.correlation_id == second.correlation_id != ""
