"""Marshmallow fields for time as packs write it."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from marshmallow import fields

from shared.pack import spelling
from shared.pack.fields import ReadField
from shared.pack.values import DayHours, Deadline, WeeklyHours


def _deadline(value: object) -> Deadline:
    return spelling.deadline(str(value))


def _duration(value: object) -> timedelta:
    read = spelling.deadline(str(value))
    if read.working:
        raise ValueError("cannot be counted in working time")
    return read.length


def _day_hours(value: object) -> DayHours:
    return spelling.day_hours(str(value))


def _weekly_hours(value: object) -> WeeklyHours:
    if value == "always":
        return spelling.ALL_WEEK
    if not isinstance(value, Mapping) or not value:
        raise ValueError('is neither "always" nor hours by day such as {mon-fri: "08:00-16:00"}')
    return spelling.weekly_hours(value)


def _zone(value: object) -> str:
    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value} is no time zone") from None
    return str(value)


def _country(value: object) -> str:
    if value not in holidays.list_supported_countries():
        raise ValueError(f"{value} is no country whose holidays are known (ISO 3166, two letters)")
    return str(value)


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _time_of_day(value: object) -> time:
    return time.max if value == "24:00" else time.fromisoformat(str(value))


class DeadlineField(ReadField[Deadline]):
    read = staticmethod(_deadline)


class DurationField(ReadField[timedelta]):
    read = staticmethod(_duration)


class DayHoursField(ReadField[DayHours]):
    read = staticmethod(_day_hours)


class WeeklyHoursField(ReadField[WeeklyHours]):
    read = staticmethod(_weekly_hours)


class ZoneField(ReadField[str]):
    read = staticmethod(_zone)


class CountryField(ReadField[str]):
    read = staticmethod(_country)


class DayField(ReadField[date]):
    read = staticmethod(_day)


class TimeOfDayField(ReadField[time]):
    read = staticmethod(_time_of_day)


TIMES: Mapping[type, type[fields.Field[Any]]] = {
    Deadline: DeadlineField,
    timedelta: DurationField,
    DayHours: DayHoursField,
    WeeklyHours: WeeklyHoursField,
    date: DayField,
    time: TimeOfDayField,
}
