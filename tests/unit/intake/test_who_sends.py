"""Whoever sends without a key is counted by where they are in the network, and only where there is a limit."""

import pytest

from services.intake.domain.sender import BeyondLimit, Sender, household_of
from services.intake.handlers.admit_anybody import admit_anybody
from shared.clock import StoppedClock
from tests.factories.reports import NOW
from tests.fakes.intake_keys import FakeKeyUses


@pytest.mark.parametrize(
    "address, counted",
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("64:ff9b::203.0.113.7", "203.0.113.7"),
        ("64:ff9b:0:0:0:0:cb00:7107", "203.0.113.7"),
        ("64:ff9b::1:0:0", "64:ff9b::/64"),
        ("2001:db8:1:2:aaaa::7", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_a_home_is_counted_as_one(address: str, counted: str) -> None:
    assert household_of(address) == counted


def test_without_a_limit_nothing_is_counted() -> None:
    uses = FakeKeyUses()
    for _ in range(9):
        assert admit_anybody("203.0.113.7", most=0, uses=uses, clock=StoppedClock(NOW)) == Sender()
    assert uses.count("203.0.113.7", NOW).count == 1


def test_beyond_the_limit_they_wait_for_the_next_minute() -> None:
    uses, clock = FakeKeyUses(), StoppedClock(NOW)
    senders = [admit_anybody("203.0.113.7", most=1, uses=uses, clock=clock) for _ in range(2)]
    assert [each.has_room for each in senders] == [True, False]
    with pytest.raises(BeyondLimit) as full:
        senders[1].require_room()
    assert full.value.after_seconds == 60
