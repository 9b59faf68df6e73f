"""The small values that packs are made of: words per language, lengths of time and hours of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Texts:
    """The same words in each of the pack's languages; the pack's first language stands first."""

    words: Mapping[str, str]

    def say(self, language: str) -> str:
        """Give the words in `language` (`da`, `en-GB`), else in the pack's first language."""
        return self.words.get(language) or self.words.get(language.partition("-")[0]) or next(iter(self.words.values()))


class DeadlineUnit(StrEnum):
    """What a deadline counts."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """An amount of time; with `working` only the calendar's hours and days count."""

    amount: int
    unit: DeadlineUnit
    working: bool = False

    @property
    def length(self) -> timedelta:
        """The amount as if every hour counted."""
        return timedelta(**{self.unit.value: self.amount})


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """A span of the day in minutes from midnight; it runs over midnight when it ends before it starts."""

    from_minute: int
    until_minute: int

    def includes(self, local: datetime) -> bool:
        """Tell whether the local time of day lies in the span (its end does not)."""
        minute = local.hour * 60 + local.minute
        if self.from_minute <= self.until_minute:
            return self.from_minute <= minute < self.until_minute
        return minute >= self.from_minute or minute < self.until_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Open on one weekday (0 is Monday) from and until minutes from midnight, on that same day."""

    weekday: int
    from_minute: int
    until_minute: int


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The openings of a week, sorted; holidays are the calendar's business."""

    openings: tuple[Opening, ...]

    def includes(self, local: datetime) -> bool:
        """Tell whether it is open at the local time."""
        minute = local.hour * 60 + local.minute
        return any(o.from_minute <= minute < o.until_minute for o in self.on(local.weekday()))

    def on(self, weekday: int) -> tuple[Opening, ...]:
        """Give the openings of one weekday, earliest first."""
        return tuple(opening for opening in self.openings if opening.weekday == weekday)
