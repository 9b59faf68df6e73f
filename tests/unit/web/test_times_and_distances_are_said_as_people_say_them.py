"""Times and distances in both languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.web.catalogues import words
from shared.web.phrases import Phrases
from shared.web.settings import SHARED

NOW = datetime(2026, 5, 27, 11, 40, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Helsinki")


def phrases(language: str, now: datetime = NOW) -> Phrases:
    return Phrases(language=language, words=words(language, [SHARED / "locales"]), zone=ZONE, now=now)


EN, DA = phrases("en"), phrases("da")


@pytest.mark.parametrize(
    "on, english, danish",
    [
        (date(2026, 5, 26), "yesterday, Tuesday 26 May", "i går, tirsdag den 26. maj"),
        (date(2026, 5, 27), "today, Wednesday 27 May", "i dag, onsdag den 27. maj"),
        (date(2026, 5, 28), "tomorrow, Thursday 28 May", "i morgen, torsdag den 28. maj"),
        (date(2026, 6, 1), "Monday 1 June", "mandag den 1. juni"),
        (date(2027, 1, 4), "Monday 4 January 2027", "mandag den 4. januar 2027"),
    ],
)
def test_days(on: date, english: str, danish: str) -> None:
    assert (EN.day(on), DA.day(on)) == (english, danish)


@pytest.mark.parametrize(
    "typed, english",
    [
        ("2026-05-28T14:30", "tomorrow, Thursday 28 May, 14:30"),
        ("2026-05-28T11:30:00+00:00", "tomorrow, Thursday 28 May, 14:30"),
        ("after lunch", "after lunch"),
        ("", ""),
    ],
)
def test_a_time_that_somebody_typed_is_said_as_any_other(typed: str, english: str) -> None:
    assert EN.typed(typed) == english


def test_a_time_is_said_twice_where_it_matters() -> None:
    noon = datetime(2026, 5, 28, 9, tzinfo=UTC)
    assert EN.before(noon) == "tomorrow, Thursday 28 May, before 12"
    assert DA.before(noon) == "i morgen, torsdag den 28. maj, før kl. 12"


def test_minutes_are_named_where_there_are_some() -> None:
    half = datetime(2026, 5, 28, 15, 30, tzinfo=UTC)
    assert EN.before(half) == "tomorrow, Thursday 28 May, before 18:30"
    assert DA.before(half) == "i morgen, torsdag den 28. maj, før kl. 18.30"


def test_what_ends_at_midnight_ends_on_the_day_before() -> None:
    midnight = datetime(2026, 5, 28, 21, tzinfo=UTC)
    assert EN.before(midnight) == "tomorrow, Thursday 28 May, before midnight"


def test_today_needs_no_day() -> None:
    assert EN.until(NOW + timedelta(hours=2, minutes=20)) == "before 17"
    assert DA.until(NOW + timedelta(hours=2, minutes=20)) == "før kl. 17"
    assert EN.until(NOW + timedelta(days=1)) == "tomorrow, Thursday 28 May, before 14:40"


def test_the_day_is_the_places_day_and_not_the_worlds() -> None:
    late = datetime(2026, 5, 27, 21, 30, tzinfo=UTC)
    assert EN.moment(late) == "tomorrow, Thursday 28 May, 00:30"


def test_a_civil_time_is_right_across_the_change_of_clocks() -> None:
    autumn = phrases("en", now=datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert autumn.moment(datetime(2026, 10, 25, 10, tzinfo=UTC)) == "tomorrow, Sunday 25 October, 12:00"


@pytest.mark.parametrize(
    "ago, english, danish",
    [
        (timedelta(seconds=20), "just now", "lige nu"),
        (timedelta(hours=3), "3 hours ago", "for 3 timer siden"),
        (timedelta(days=2), "2 days ago", "for 2 dage siden"),
        (timedelta(hours=-3), "in 3 hours", "om 3 timer"),
    ],
)
def test_how_long_ago(ago: timedelta, english: str, danish: str) -> None:
    assert (EN.ago(NOW - ago), DA.ago(NOW - ago)) == (english, danish)


@pytest.mark.parametrize(
    "metres, english, danish",
    [
        (0, "less than 100 m", "under 100 m"),
        (99.9, "less than 100 m", "under 100 m"),
        (120, "about 100 m", "ca. 100 m"),
        (412, "about 400 m", "ca. 400 m"),
        (951, "about 1 km", "ca. 1 km"),
        (1610, "about 1.5 km", "ca. 1,5 km"),
    ],
)
def test_distances_are_bands(metres: float, english: str, danish: str) -> None:
    assert (EN.distance(metres), DA.distance(metres)) == (english, danish)


def test_spans() -> None:
    assert (EN.span(timedelta(minutes=30)), DA.span(timedelta(minutes=30))) == ("30 minutes", "30 minutter")
