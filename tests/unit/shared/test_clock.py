"""One clock for all processes, which tests may move and run faster."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.clock import SteeredClock, Steering, StoppedClock, SystemClock, steer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TELL = """
import sys
from pathlib import Path
from shared.clock import SteeredClock

print(SteeredClock(Path(sys.argv[1])).now().timestamp())
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "clock"
    steer(file, Steering(real=time.time(), shown=NOON.timestamp(), scale=1.0))
    return file


def test_the_machines_clock_tells_aware_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_stopped_clock_moves_only_when_told() -> None:
    clock = StoppedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(minutes=5))
    assert clock.now() == NOON + timedelta(minutes=5)


def test_a_steered_clock_starts_where_it_is_told(file: Path) -> None:
    now = SteeredClock(file).now()
    assert NOON <= now < NOON + timedelta(seconds=30)
    assert now.utcoffset() == timedelta(0)


def test_every_process_reads_the_same_time(file: Path) -> None:
    def in_another_process() -> float:
        done = subprocess.run([sys.executable, "-c", TELL, str(file)], capture_output=True, check=True, text=True)
        return float(done.stdout)

    clock = SteeredClock(file)
    for shown, scale in ((NOON.timestamp(), 1.0), (NOON.timestamp() - 86_400, 60.0), (NOON.timestamp() + 1e6, 1000.0)):
        steer(file, Steering(real=time.time(), shown=shown, scale=scale))
        before = clock.now().timestamp()
        there = in_another_process()
        after = clock.now().timestamp()
        assert shown <= before <= there <= after


def test_a_clock_runs_as_fast_as_it_is_told() -> None:
    steering = Steering(real=100.0, shown=1000.0, scale=60.0)
    assert [steering.at(real) for real in (100.0, 101.0, 160.0)] == [1000.0, 1060.0, 4600.0]


def test_a_clock_that_is_being_steered_never_fails(file: Path) -> None:
    clock = SteeredClock(file)
    for step in range(500):
        steer(file, Steering(real=time.time(), shown=float(step), scale=1.0))
        assert clock.now().timestamp() >= step
