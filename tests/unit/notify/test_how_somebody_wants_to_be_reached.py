"""What comes at once, once a day or not at all, and what nobody can switch off or put off."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient, Why
from services.notify.domain.matter import CaseSeen
from services.notify.domain.preferences import (
    AS_USUAL,
    TIME_TO_ANSWER,
    WHAT_IS_DAILY,
    Pace,
    Preferences,
    Verdict,
    Way,
    next_daily,
    quiet_until,
    stop,
    verdict,
)
from tests.factories.notify import NOON, delivery, matter, seen

HELSINKI = "Europe/Helsinki"
NIGHTS = Preferences(quiet_from="22:00", quiet_until="07:00")
MIDNIGHT = datetime(2026, 5, 27, 21, 0, tzinfo=UTC)
SEVEN = datetime(2026, 5, 28, 4, 0, tzinfo=UTC)
"""In Helsinki, as are midnight and noon."""


def to_helper(message: str, **changes: Any) -> Delivery:  # noqa: ANN401 -- any field
    return delivery(message=message, audience=Audience.HELPER, to=Recipient(person_id="mina"), **changes)


def what(planned: Delivery, wish: Preferences, at: datetime = NOON, received_at: datetime | None = None) -> Verdict:
    return verdict(planned, wish, matter=matter(received_at=received_at), at=at, zone=HELSINKI)


def test_whoever_chose_nothing_hears_of_everything_at_once() -> None:
    assert what(delivery(), AS_USUAL, MIDNIGHT).way is Way.AT_ONCE


def test_what_is_switched_off_stands_among_their_messages_alone() -> None:
    wish = Preferences(reports=Pace.NEVER, calls=Pace.NEVER, thanks=Pace.NEVER)
    for planned in (delivery(), to_helper("invited"), to_helper("confirmed")):
        assert what(planned, wish) == Verdict(way=Way.KEPT, why=Why.SWITCHED_OFF)


def test_is_it_fixed_may_wait_for_the_daily_mail_and_is_never_lost() -> None:
    assert what(delivery(message="resolved"), Preferences(reports=Pace.NEVER)).way is Way.IN_DIGEST


ALWAYS = [
    delivery(facts={"is_urgent": True}),
    *(delivery(message=each) for each in ("accepted", "handed_back", "escalated")),
    *(to_helper(each) for each in ("accepted", "stood_down", "refused", "overdue", "message", "reporter_wrote")),
    delivery(message="sign_in", audience=Audience.PERSON),
    delivery(message="urgent", audience=Audience.CASEWORKER, priority=Priority.SAFETY),
    delivery(message="unsafe", audience=Audience.COORDINATOR, priority=Priority.SAFETY),
    delivery(message="overdue", audience=Audience.COORDINATOR),
]


@pytest.mark.parametrize("planned", ALWAYS, ids=lambda each: f"{each.message}/{each.audience}")
def test_what_protects_somebody_is_neither_switched_off_nor_put_off_R1_R2_R8(planned: Delivery) -> None:
    for pace in (Pace.NEVER, Pace.DAILY, Pace.AT_ONCE):
        wish = Preferences(reports=pace, calls=pace, thanks=pace, quiet_from="00:00", quiet_until="23:59")
        assert what(planned, wish, MIDNIGHT).way is Way.AT_ONCE


def test_whoever_reported_that_somebody_needs_protection_hears_of_everything_at_once_R1_R2() -> None:
    wish = Preferences(reports=Pace.NEVER, quiet_from="22:00", quiet_until="07:00")
    for message in ("routed", "resolved", "message"):
        planned, about = delivery(message=message), matter(is_sensitive=True)
        assert verdict(planned, wish, matter=about, at=MIDNIGHT, zone=HELSINKI).way is Way.AT_ONCE


def test_in_quiet_hours_news_waits_for_their_end() -> None:
    assert what(delivery(), NIGHTS, MIDNIGHT) == Verdict(way=Way.LATER, at=SEVEN, why=Why.QUIET_HOURS)
    assert what(delivery(), NIGHTS, SEVEN).way is Way.AT_ONCE
    assert what(delivery(), NIGHTS, SEVEN - timedelta(seconds=1)).way is Way.LATER


def test_whoever_has_just_reported_hears_who_has_it_even_at_night() -> None:
    soon, later = MIDNIGHT - timedelta(minutes=2), MIDNIGHT - timedelta(hours=2)
    planned = delivery(message="routed", planned_at=MIDNIGHT)
    assert what(planned, NIGHTS, MIDNIGHT, received_at=soon).way is Way.AT_ONCE
    assert what(planned, NIGHTS, MIDNIGHT, received_at=later).way is Way.LATER
    assert what(delivery(message="message", planned_at=MIDNIGHT), NIGHTS, MIDNIGHT, soon).way is Way.LATER


def test_a_call_for_help_at_night_is_mailed_only_if_time_to_answer_is_left_in_the_morning() -> None:
    in_time = to_helper("invited", expires_at=SEVEN + TIME_TO_ANSWER)
    too_late = to_helper("invited", expires_at=SEVEN + TIME_TO_ANSWER - timedelta(seconds=1))
    assert what(in_time, NIGHTS, MIDNIGHT).way is Way.LATER
    assert what(too_late, NIGHTS, MIDNIGHT) == Verdict(way=Way.KEPT, why=Why.TOO_LATE)


def test_a_call_for_help_that_cannot_wait_for_the_daily_mail_is_not_mailed() -> None:
    wish = Preferences(calls=Pace.DAILY, daily_at="17:00")
    assert what(to_helper("invited", expires_at=NOON + timedelta(hours=4)), wish).why is Why.TOO_LATE
    assert what(to_helper("invited", expires_at=NOON + timedelta(hours=6)), wish).way is Way.IN_DIGEST


def test_the_daily_mail_goes_at_the_time_that_they_chose_where_they_are() -> None:
    copenhagen = Preferences(reports=Pace.DAILY, daily_at="17:00", zone="Europe/Copenhagen")
    assert what(delivery(), copenhagen).at == datetime(2026, 5, 27, 15, 0, tzinfo=UTC)
    assert what(delivery(), Preferences(reports=Pace.DAILY)).at == datetime(2026, 5, 27, 14, 0, tzinfo=UTC)


def test_at_the_very_time_of_the_daily_mail_the_next_one_is_meant() -> None:
    wish = Preferences(reports=Pace.DAILY, daily_at="12:00")
    assert what(delivery(), wish).at == NOON + timedelta(days=1)


def test_no_daily_mail_goes_in_quiet_hours() -> None:
    wish = Preferences(reports=Pace.DAILY, daily_at="23:00", quiet_from="22:00", quiet_until="07:00")
    assert next_daily(wish, NOON, ZoneInfo(HELSINKI)) == SEVEN


@pytest.mark.parametrize(
    "quiet, at, until",
    [
        (("13:00", "15:00"), datetime(2026, 5, 27, 10, 30, tzinfo=UTC), datetime(2026, 5, 27, 12, 0, tzinfo=UTC)),
        (("13:00", "15:00"), datetime(2026, 5, 27, 9, 59, tzinfo=UTC), None),
        # When clocks go forward there is no half past three in Helsinki: what ends then ends at half past four.
        (("22:00", "03:30"), datetime(2026, 3, 29, 0, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        # In the night in which they go back it is half past three twice: the first counts.
        (("22:00", "03:30"), datetime(2026, 10, 24, 23, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (("", ""), MIDNIGHT, None),
        (("07:00", "07:00"), MIDNIGHT, None),
    ],
)
def test_quiet_hours_end_when_clocks_there_say_so(quiet: tuple[str, str], at: datetime, until: datetime | None) -> None:
    wish = Preferences(quiet_from=quiet[0], quiet_until=quiet[1])
    assert quiet_until(wish, at, ZoneInfo(HELSINKI)) == until


TIMES = some.times().map(lambda each: each.strftime("%H:%M"))
MOST_LEFT_OUT = 60
"""Minutes that a change of clocks may leave out. Who allows fewer a day has none that night, and waits a day more."""


def minutes_between(start: str, end: str) -> int:
    """From the one time of day to the next time that it is the other."""
    (hour, minute), (later_hour, later_minute) = map(int, start.split(":")), map(int, end.split(":"))
    return ((later_hour - hour) * 60 + later_minute - minute) % (24 * 60)


@example("02:01", "02:00", datetime(2026, 3, 7, 7, 1, tzinfo=UTC), "America/New_York")
@given(
    TIMES,
    TIMES,
    some.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001 -- made aware
    some.sampled_from([HELSINKI, "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"]),
)
def test_quiet_hours_always_end_within_a_day_and_what_waited_may_then_go(
    start: str, end: str, at: datetime, zone: str
) -> None:
    wish = Preferences(quiet_from=start, quiet_until=end)
    until = quiet_until(wish, at, ZoneInfo(zone))
    if until is not None:
        assert at < until <= at + timedelta(hours=26)
        again = quiet_until(wish, until, ZoneInfo(zone))
        is_short = minutes_between(end, start) < MOST_LEFT_OUT
        assert again is None or is_short or again - until < timedelta(hours=2), "only where a clock shows a time twice"


def test_one_click_stops_one_kind_and_nothing_else() -> None:
    assert stop(AS_USUAL, "calls") == Preferences(calls=Pace.NEVER)
    assert stop(AS_USUAL, "what we never heard of") == AS_USUAL


def test_no_daily_mail_means_none_of_what_came_in_it() -> None:
    wish = Preferences(reports=Pace.DAILY, thanks=Pace.DAILY)
    assert stop(wish, WHAT_IS_DAILY) == Preferences(reports=Pace.NEVER, thanks=Pace.NEVER)


@pytest.mark.parametrize("case", [seen(is_sensitive=True), seen()])
def test_a_case_that_was_protected_later_is_told_of_at_once_R2(case: CaseSeen) -> None:
    wish = Preferences(reports=Pace.NEVER, quiet_from="22:00", quiet_until="07:00")
    told = verdict(delivery(message="message"), wish, matter=matter(case=case), at=MIDNIGHT, zone=HELSINKI)
    assert (told.way is Way.AT_ONCE) is case.is_sensitive
