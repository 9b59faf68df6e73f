"""Deadlines fall where people work: opening hours, holidays, and nights on which clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.pack.spelling import deadline, weekly_hours
from shared.pack.values import WeeklyHours
from shared.pack.working_time import WorkingTime, at_minute, civil

HELSINKI = ZoneInfo("Europe/Helsinki")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
OFFICE = weekly_hours({"mon-fri": ["08:00-12:00", "13:00-16:00"]})
FINLAND = WorkingTime(zone="Europe/Helsinki", hours=OFFICE, country="FI", closed_on=(date(2026, 6, 1),))
SAN_DIEGO = WorkingTime(
    zone="America/Los_Angeles", hours=weekly_hours({"mon-fri": "08:00-16:00"}), country="US", subdivision="CA"
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    "start, length, due",
    [
        ("2026-05-20 10:00", "20 minutes", "2026-05-20 10:20"),
        ("2026-05-20 10:00", "2 days", "2026-05-22 10:00"),
        ("2026-05-20 10:00", "1 working day", "2026-05-21 16:00"),
        ("2026-05-20 23:59", "1 working day", "2026-05-21 16:00"),
        ("2026-05-22 10:00", "1 working day", "2026-05-25 16:00"),  # a Friday: Monday
        ("2026-05-23 10:00", "1 working day", "2026-05-25 16:00"),  # a Saturday: Monday
        ("2026-05-13 10:00", "1 working day", "2026-05-15 16:00"),  # Ascension Day lies between
        ("2026-05-29 10:00", "1 working day", "2026-06-02 16:00"),  # the Monday after is closed in this pack
        ("2026-12-23 10:00", "2 working days", "2026-12-29 16:00"),  # Christmas Eve and the two days after
        ("2026-05-20 10:00", "2 working hours", "2026-05-20 12:00"),
        ("2026-05-20 11:00", "2 working hours", "2026-05-20 14:00"),  # lunch does not count
        ("2026-05-20 15:30", "60 working minutes", "2026-05-21 08:30"),
        ("2026-05-20 06:00", "1 working hour", "2026-05-20 09:00"),
        ("2026-05-22 18:00", "1 working hour", "2026-05-25 09:00"),
        ("2026-05-20 10:00", "14 working hours", "2026-05-22 10:00"),
    ],
)
def test_a_deadline_counts_only_what_it_says(start: str, length: str, due: str) -> None:
    assert FINLAND.deadline(local(start), deadline(length)) == local(due)


def test_holidays_are_those_of_the_country() -> None:
    eve = datetime(2018, 7, 3, 12, tzinfo=LOS_ANGELES)
    assert SAN_DIEGO.deadline(eve, deadline("1 working day")) == datetime(2018, 7, 5, 16, tzinfo=LOS_ANGELES)


def test_days_keep_the_time_of_day_when_clocks_change() -> None:
    before = datetime(2026, 3, 28, 9, 30, tzinfo=HELSINKI)
    after = FINLAND.deadline(before, deadline("1 day"))
    assert after == datetime(2026, 3, 29, 9, 30, tzinfo=HELSINKI)
    assert (after - before).total_seconds() == 23 * 3600


def test_hours_are_real_hours_when_clocks_change() -> None:
    before = datetime(2026, 3, 28, 22, 0, tzinfo=HELSINKI)
    assert (FINLAND.deadline(before, deadline("12 hours")) - before.astimezone(UTC)).total_seconds() == 12 * 3600


def test_a_civil_time_that_does_not_exist_comes_later() -> None:
    assert civil(date(2026, 3, 29), time(3, 30), "Europe/Helsinki") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert civil(date(2026, 3, 29), time(3, 30), "Europe/Helsinki").astimezone(HELSINKI).time() == time(4, 30)


def test_of_a_civil_time_that_occurs_twice_the_first_counts() -> None:
    assert civil(date(2026, 10, 25), time(3, 30), "Europe/Helsinki") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert civil(date(2026, 10, 25), time(3, 30, fold=1), "Europe/Helsinki") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_day_that_is_open_to_its_end_ends_at_the_next_midnight() -> None:
    assert at_minute(date(2026, 5, 20), 1440, "Europe/Helsinki") == local("2026-05-21 00:00")


def test_open_is_open_in_the_neighbourhoods_own_time() -> None:
    assert FINLAND.is_open(datetime(2026, 5, 20, 5, 0, tzinfo=UTC))  # eight o'clock there
    assert not FINLAND.is_open(datetime(2026, 5, 20, 4, 59, tzinfo=UTC))
    assert not FINLAND.is_open(local("2026-05-20 12:00"))
    assert not FINLAND.is_open(local("2026-05-14 10:00"))  # Ascension Day


def test_who_is_never_open_is_a_mistake_and_not_an_endless_search() -> None:
    never = WorkingTime(zone="Europe/Helsinki", hours=WeeklyHours(()), country="FI")
    for length in ("1 working day", "1 working hour"):
        with pytest.raises(ValueError, match="never open"):
            never.deadline(local("2026-05-20 10:00"), deadline(length))


LENGTHS = st.builds(
    lambda amount, unit: deadline(f"{amount} {unit}"),
    st.integers(min_value=1, max_value=40),
    st.sampled_from(["minutes", "hours", "days", "working minutes", "working hours", "working days"]),
)
INSTANTS = st.datetimes(min_value=datetime(2016, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(start=INSTANTS, length=LENGTHS)
def test_a_deadline_lies_ahead_and_working_time_ends_while_it_is_open(start: datetime, length: object) -> None:
    due = SAN_DIEGO.deadline(start, length)  # type: ignore[arg-type]
    assert due > start
    if length.working:  # type: ignore[attr-defined]
        at_work = due.astimezone(LOS_ANGELES)
        assert time(8) <= at_work.time() <= time(16)
        assert at_work.weekday() < 5
