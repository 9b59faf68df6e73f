"""Notify remembers since when nobody works on a case any more: from then on it counts how long an address is kept."""

from datetime import timedelta

import pytest

from services.notify.domain.seeing import over_since
from shared.events.triage import CaseStatus
from tests.factories.notify import NOON, seen

LATER = NOON + timedelta(days=1)
ENDS = {CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT}


@pytest.mark.parametrize("status", sorted(ENDS))
def test_it_ended_when_that_was_told_first(status: CaseStatus) -> None:
    ended = seen(status=status.value)
    assert over_since(seen(), ended, NOON) == NOON
    assert over_since(seen(status=status.value, over_since=NOON), ended, LATER) == NOON


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - ENDS - {CaseStatus.WITHDRAWN}))
def test_opened_again_it_has_not_ended(status: CaseStatus) -> None:
    assert over_since(seen(status="closed", over_since=NOON), seen(status=status.value), LATER) is None


def test_R14_what_was_taken_back_ends_unless_it_bears_a_sign() -> None:
    assert over_since(seen(), seen(status="withdrawn"), NOON) == NOON
    assert over_since(seen(), seen(status="withdrawn", is_sensitive=True), NOON) is None
