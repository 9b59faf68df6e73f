"""A session stands for twelve hours, unless it is ended."""

from datetime import timedelta

from services.notify.domain.session import NO_SESSION, end, evolve, public, start
from shared.events.fold import fold
from shared.events.notify_sign_ins import SessionRevoked
from tests.factories.notify import NOON

STARTED = fold(evolve, NO_SESSION, start("ada", method="link", browser="Firefox, Linux", at=NOON))


def test_a_session_stands_for_twelve_hours() -> None:
    assert STARTED.stands_at(NOON + timedelta(hours=11, minutes=59))
    assert not STARTED.stands_at(NOON + timedelta(hours=12))
    assert not public(STARTED).revoked


def test_a_session_that_is_ended_is_told_to_all() -> None:
    events = end(STARTED, "s1", at=NOON)
    assert events == (SessionRevoked(session_id="s1", person_id="ada"),)
    assert public(fold(evolve, STARTED, events)).revoked


def test_a_session_that_is_over_needs_no_ending() -> None:
    ended = fold(evolve, STARTED, end(STARTED, "s1", at=NOON))
    assert end(ended, "s1", at=NOON) == ()
    assert end(STARTED, "s1", at=NOON + timedelta(hours=12)) == ()
