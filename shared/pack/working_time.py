"""Working time: when a deadline falls due, in a zone with opening hours and holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from shared.pack.values import MINUTES_A_DAY, Deadline, DeadlineUnit, Opening, WeeklyHours

DAYS_LOOKED_AHEAD = 3_660  # ten years; whoever is never open is a mistake of the pack


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """Opening hours in a zone; `country` (ISO 3166) and `subdivision` name whose holidays are kept."""

    zone: str
    hours: WeeklyHours
    country: str
    subdivision: str | None = None
    closed_on: tuple[date, ...] = ()

    def deadline(self, start: datetime, length: Deadline) -> datetime:
        """Give the instant (UTC) at which a deadline falls due that started at the instant `start`.

        Working hours run only while it is open. Working days end when the last one closes; the day it started on
        does not count. Other days keep the time of day in the zone.
        """
        local = start.astimezone(ZoneInfo(self.zone))
        match length.working, length.unit:
            case True, DeadlineUnit.DAYS:
                return self._close_of(local.date(), length.amount)
            case True, _:
                return self._after_open(local, length.length)
            case False, DeadlineUnit.DAYS:
                return civil(local.date() + timedelta(days=length.amount), local.time(), self.zone)
            case _:
                return start.astimezone(UTC) + length.length

    def is_open(self, at: datetime) -> bool:
        """Tell whether it is open at an instant."""
        local = at.astimezone(ZoneInfo(self.zone))
        return self._is_working_day(local.date()) and self.hours.includes(local)

    def _close_of(self, day: date, working_days: int) -> datetime:
        left = working_days
        for later in _days_from(day + timedelta(days=1)):
            openings = self._openings(later)
            left -= bool(openings)
            if openings and left <= 0:
                return at_minute(later, openings[-1].until_minute, self.zone)
        raise ValueError("the calendar is never open")

    def _after_open(self, local: datetime, length: timedelta) -> datetime:
        left, start = length, local.astimezone(UTC)
        for day in _days_from(local.date()):
            for opening in self._openings(day):
                opens = max(start, at_minute(day, opening.from_minute, self.zone))
                closes = at_minute(day, opening.until_minute, self.zone)
                if opens + left <= closes:
                    return opens + left
                left -= max(closes - opens, timedelta())
        raise ValueError("the calendar is never open")

    def _openings(self, day: date) -> tuple[Opening, ...]:
        return self.hours.on(day.weekday()) if self._is_working_day(day) else ()

    def _is_working_day(self, day: date) -> bool:
        return day not in self.closed_on and day not in _holidays(self.country, self.subdivision, day.year)


def civil(day: date, at: time, zone: str) -> datetime:
    """Give the instant (UTC) of a time of day: one that does not exist → later; one that occurs twice → the first."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """Give the instant (UTC) at which a day is over."""
    return civil(day + timedelta(days=1), time(0), zone)


def at_minute(day: date, minute: int, zone: str) -> datetime:
    """Give the instant (UTC) of a minute of a day, counted from midnight; 1440 is the next midnight."""
    days, rest = divmod(minute, MINUTES_A_DAY)
    return civil(day + timedelta(days=days), time(rest // 60, rest % 60), zone)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(DAYS_LOOKED_AHEAD))


@lru_cache(maxsize=64)
def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
