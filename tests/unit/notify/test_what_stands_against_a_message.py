"""What stands between a message and its sending, and what a person may decide about it."""

from datetime import timedelta
from typing import Any

import pytest

from services.notify.domain.delivery import (
    ENDS,
    GIVES_UP_AFTER,
    MOVES,
    Audience,
    Status,
    Why,
    next_attempt_at,
    send_again,
)
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Reader, objection
from services.notify.domain.subscription import Standing
from shared.errors import IllegalMove
from shared.events.triage import Route
from tests.factories.notify import NOON, delivery, matter, reader, seen


def test_after_three_days_it_is_given_up() -> None:
    planned = delivery()
    assert next_attempt_at(planned, at=NOON + GIVES_UP_AFTER - timedelta(seconds=1)) is not None
    assert next_attempt_at(planned, at=NOON + GIVES_UP_AFTER) is None


def why(known: Reader | None, **changes: Any) -> Why | None:  # noqa: ANN401 -- any field
    return objection(delivery(**changes), matter=matter(), reader=known, at=NOON)


def test_somebody_without_a_contact_is_not_written_to() -> None:
    assert why(None) is Why.NO_CONTACT


def test_an_invitation_that_expired_is_not_sent() -> None:
    assert why(reader(), expires_at=NOON) is Why.TOO_LATE


@pytest.mark.parametrize(
    "known, expected",
    [
        (matter(case=seen(route=Route.NEIGHBOURS)), None),
        (matter(case=seen(route=Route.BOTH)), None),
        (matter(case=None), None),
        (matter(case=seen(route=Route.PROFESSIONAL), is_sensitive=True), Why.TOO_LATE),
        (matter(case=seen(route=Route.NEIGHBOURS, over_since=NOON)), Why.TOO_LATE),
        (matter(case=seen(route=Route.NEIGHBOURS), is_withdrawn=True), Why.TOO_LATE),
    ],
    ids=["neighbours", "both", "not heard of", "professionals", "over", "taken back"],
)
def test_R2_and_R14_an_invitation_that_waited_is_not_sent_when_no_neighbour_is_asked_any_more(
    known: Matter, expected: Why | None
) -> None:
    asked = delivery(message="invited", audience=Audience.HELPER)
    assert objection(asked, matter=known, reader=reader(), at=NOON) is expected
    others = delivery(message="no_longer_asked", audience=Audience.HELPER)
    assert objection(others, matter=known, reader=reader(), at=NOON) is None


def test_whoever_stopped_is_left_alone() -> None:
    assert why(reader(standing=Standing.STOPPED)) is Why.STOPPED


def test_this_was_not_me_is_heard_for_every_report_until_the_address_is_shown_to_be_theirs() -> None:
    assert why(reader(standing=Standing.NOT_THEIRS)) is Why.NOT_THEIRS
    assert why(reader(is_disowned=True, is_verified=False)) is Why.NOT_THEIRS
    assert why(reader(is_disowned=True, is_verified=True)) is None


@pytest.mark.parametrize("status", Status)
def test_only_what_failed_or_may_have_failed_is_sent_again_by_hand_R16(status: Status) -> None:
    if status in {Status.FAILED, Status.UNKNOWN}:
        assert send_again(status) is Status.PENDING
    else:
        with pytest.raises(IllegalMove):
            send_again(status)


def test_every_state_has_a_way_out_or_is_an_end() -> None:
    assert set(MOVES) == set(Status)
    assert all(MOVES[status] for status in Status if status not in ENDS)
    assert Status.SENDING not in MOVES[Status.UNKNOWN], "only a person decides what follows unknown"
