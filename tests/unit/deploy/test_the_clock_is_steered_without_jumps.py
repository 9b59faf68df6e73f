"""Tests and demos move the shared clock; whoever reads it sees time run on."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.local.layout import layout_under
from deploy.local.plan import ClockStart, Plan, Ports
from deploy.local.stack import Stack
from deploy.local.trouble import Trouble
from shared.clock import SteeredClock, Steering, steer

MORNING = datetime(2026, 5, 4, 7, 0, tzinfo=UTC).timestamp()


def stack(folder: Path, clock: ClockStart | None) -> Stack:
    return Stack(Plan(layout=layout_under(folder), ports=Ports(gateway=20000), clock=clock))


@pytest.fixture
def steered(tmp_path: Path) -> Stack:
    made = stack(tmp_path, ClockStart(shown=MORNING))
    steer(made.plan.layout.clock, Steering(real=time.time(), shown=MORNING, scale=1.0))
    return made


def shown(running: Stack) -> float:
    return SteeredClock(running.plan.layout.clock).now().timestamp()


def test_running_faster_begins_where_the_clock_is(steered: Stack) -> None:
    before = shown(steered)
    steered.steer_clock(scale=3600)
    assert before <= shown(steered) < before + 3600


def test_a_jump_keeps_the_speed(steered: Stack) -> None:
    steered.steer_clock(scale=60)
    steered.steer_clock(shown=MORNING + 86_400)
    first = shown(steered)
    time_passes = shown(steered)
    assert MORNING + 86_400 <= first <= time_passes < MORNING + 86_400 + 600


def test_a_clock_that_nobody_asked_for_is_not_steered(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="real time"):
        stack(tmp_path, None).steer_clock(scale=2)
