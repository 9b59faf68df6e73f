"""How packs write time: "20 minutes", "3 working days", "22:00-07:00", "mon-fri"."""

import re
from collections.abc import Mapping

from shared.pack.values import MINUTES_A_DAY, DayHours, Deadline, DeadlineUnit, Opening, WeeklyHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_WEEK = WeeklyHours(tuple(Opening(weekday=d, from_minute=0, until_minute=MINUTES_A_DAY) for d in range(7)))
_DEADLINE = re.compile(r"(\d{1,6}) (working )?(second|minute|hour|day)s?")
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def deadline(text: str) -> Deadline:
    """Read "4 hours" or "2 working days".

    Raises: ValueError with what was expected.
    """
    found = _DEADLINE.fullmatch(text)
    if found is None:
        message = 'is not a length of time such as "20 minutes", "4 hours" or "2 working days"'
        raise ValueError(message)
    return Deadline(amount=int(found[1]), unit=DeadlineUnit(found[3] + "s"), working=found[2] is not None)


def day_hours(text: str) -> DayHours:
    """Read "08:00-16:00"; it may run over midnight.

    Raises: ValueError with what was expected.
    """
    found = _HOURS.fullmatch(text)
    if found is None:
        message = 'is not a span such as "08:00-16:00"'
        raise ValueError(message)
    start, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
    if max(int(found[2]), int(found[4])) > 59 or start >= MINUTES_A_DAY or end > MINUTES_A_DAY or start == end:  # noqa: PLR2004  # an hour's minutes
        message = "is not a span of one day"
        raise ValueError(message)
    return DayHours(from_minute=start, until_minute=end)


def weekly_hours(spans: Mapping[str, object]) -> WeeklyHours:
    """Read {"mon-fri": "08:00-16:00", "sat": ["10:00-12:00", "13:00-14:00"]}.

    Raises: ValueError with what was expected.
    """
    found = [opening for days, hours in spans.items() for opening in _openings(days, hours)]
    return WeeklyHours(tuple(sorted(found, key=lambda opening: (opening.weekday, opening.from_minute))))


def weekdays(text: str) -> tuple[int, ...]:
    """Read "mon" or "mon-fri" as numbers, Monday being 0.

    Raises: ValueError with what was expected.
    """
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        message = f"{text!r} is not a day or a span of days such as mon-fri"
        raise ValueError(message)
    return tuple(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))


def _openings(days: str, hours: object) -> list[Opening]:
    spans = [day_hours(str(span)) for span in (hours if isinstance(hours, list) else [hours])]
    if any(span.until_minute < span.from_minute for span in spans):
        message = "opening hours end on the day they began; write the rest under the next day"
        raise ValueError(message)
    return [
        Opening(weekday=day, from_minute=span.from_minute, until_minute=span.until_minute)
        for day in weekdays(days)
        for span in spans
    ]
