"""Times and distances as people say them: "tomorrow, Thursday 28 May, before 12", "about 400 m"."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from babel.support import NullTranslations

_NEAR_M = 100
_KILOMETRE = 1000

_locale = cache(Locale.parse)
"""A page says dozens of times, and there are as many languages as the packs have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Speaks one language in one place at one moment. Instants are aware; distances are in metres."""

    language: str
    words: NullTranslations
    zone: ZoneInfo
    now: datetime

    def day(self, on: date | datetime) -> str:
        """`tomorrow, Thursday 28 May`; a year is named when it is not this one."""
        there = self._local(on).date() if isinstance(on, datetime) else on
        today = self._local(self.now).date()
        pattern = self._say("EEEE d MMMM") if there.year == today.year else self._say("EEEE d MMMM y")
        named = format_date(there, pattern, locale=_locale(self.language))
        return self._near((there - today).days) % {"day": named}

    def moment(self, at: datetime) -> str:
        """`today, Wednesday 27 May, 14:30`."""
        return self._say("%(day)s, %(time)s") % {"day": self.day(at), "time": self.clock_time(at)}

    def typed(self, text: str) -> str:
        """A time that somebody typed, as a `moment`; without an offset it is meant as here. Other words as they are."""
        try:
            at = datetime.fromisoformat(text)
            return self.moment(at if at.tzinfo else at.replace(tzinfo=self.zone))
        except (ValueError, OverflowError):
            return text

    def before(self, at: datetime) -> str:
        """`tomorrow, Thursday 28 May, before 12`; what ends at midnight ends on the day that is over then."""
        there = self._local(at)
        if there.time() == time(0):
            return self._say("%(day)s, before midnight") % {"day": self.day(there.date() - timedelta(days=1))}
        return self._say("%(day)s, before %(time)s") % {"day": self.day(at), "time": self._round_time(there)}

    def until(self, at: datetime) -> str:
        """`before 17` where the day is today, else the same as `before`."""
        there = self._local(at)
        if there.date() != self._local(self.now).date():
            return self.before(at)
        return self._say("before %(time)s") % {"time": self._round_time(there)}

    def clock_time(self, at: datetime) -> str:
        """`14:30`."""
        return self._say("%(hours)s:%(minutes)s") % self._parts(at)

    def ago(self, at: datetime) -> str:
        """`3 hours ago`, or `in 3 hours` for what lies ahead."""
        if abs(self.now - at) < timedelta(minutes=1):
            return self._say("just now")
        return str(format_timedelta(at - self.now, add_direction=True, locale=_locale(self.language)))

    def span(self, lasts: timedelta) -> str:
        """`30 minutes`."""
        return str(format_timedelta(lasts, threshold=2, locale=_locale(self.language)))

    def distance(self, metres: float) -> str:
        """A band and never a point: `less than 100 m`, `about 400 m`, `about 1.5 km`."""
        if metres < _NEAR_M:
            return self._say("less than %(metres)s m") % {"metres": _NEAR_M}
        hundreds = max(round(metres / 100) * 100, _NEAR_M)
        if hundreds < _KILOMETRE:
            return self._say("about %(metres)s m") % {"metres": hundreds}
        halves = round(metres / 500) / 2
        said = format_decimal(halves, locale=_locale(self.language))
        return self._say("about %(kilometres)s km") % {"kilometres": said}

    def _near(self, days: int) -> str:
        match days:
            case -1:
                return self._say("yesterday, %(day)s")
            case 0:
                return self._say("today, %(day)s")
            case 1:
                return self._say("tomorrow, %(day)s")
            case _:
                return "%(day)s"

    def _round_time(self, there: datetime) -> str:
        return f"{there.hour}" if there.minute == 0 else self.clock_time(there)

    def _parts(self, at: datetime) -> dict[str, str]:
        there = self._local(at)
        return {"hours": f"{there:%H}", "minutes": f"{there:%M}"}

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _say(self, text: str) -> str:
        return self.words.gettext(text)
