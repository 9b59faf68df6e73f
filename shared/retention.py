"""How long what is kept, by kind of data and category; a new or shorter period does nothing before it is confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

PROTECTED = "protected"
"""In place of a category: of whatever bears a sign of danger or of the floor, or ever did."""


class Data(StrEnum):
    """Kinds of data. Those of a report are kept for so long after its end, all others after they were made."""

    WORDS = "words"
    MESSAGES = "messages"
    PLACE = "place"
    CONTACT = "contact"
    DELIVERIES = "deliveries"
    SIGN_INS = "sign_ins"
    SESSIONS = "sessions"
    ANSWERS = "answers"
    STOPS = "stops"
    TRACES = "traces"


OF_REPORTS = (Data.WORDS, Data.MESSAGES, Data.PLACE, Data.CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class What:
    """of: a category, or PROTECTED; empty for what is of no report."""

    data: Data
    of: str = ""

    def __str__(self) -> str:
        return f"{self.data} of {self.of}" if self.of else str(self.data)


Periods = Mapping[str, timedelta]
"""By the name of `What`, how long it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The neighbourhood's periods, as far as one service has to do with them."""

    periods: Mapping[What, timedelta]

    @property
    def named(self) -> Periods:
        return {str(what): length for what, length in self.periods.items()}

    def only(self, *data: Data) -> "Kept":
        return Kept(periods={what: length for what, length in self.periods.items() if what.data in data})


def in_force(kept: Kept, confirmed: Periods) -> Mapping[What, timedelta]:
    """Those that somebody confirmed. Shortened since, one goes on as it was; lengthened, at once as it is."""
    return {what: max(length, confirmed[str(what)]) for what, length in kept.periods.items() if str(what) in confirmed}


def unconfirmed(kept: Kept, confirmed: Periods) -> Sequence[What]:
    """What is new, or shorter than was confirmed."""
    return sorted(
        what for what, length in kept.periods.items() if str(what) not in confirmed or length < confirmed[str(what)]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Something whose period is over. since: from when on it was counted."""

    id: str
    since: datetime


class Shelves(Protocol):
    """What one service keeps. Calls may block on a database; one that is away raises TryAgain."""

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        """What may go, the oldest first. Nothing of a matter on which somebody still works."""

    def let_go(self, what: What, past: Past) -> bool:
        """Whether it is gone; False while something must happen before. Twice is once. Raises: StaleVersion."""


class Confirmed(Protocol):
    """The periods that an operator has seen and confirmed. May block; raises TryAgain."""

    def periods(self) -> Periods: ...

    def confirm(self, periods: Periods, at: datetime) -> None:
        """From now on these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What one service keeps, for how long, and which of these periods are confirmed."""

    kept: Kept
    shelves: Shelves
    confirmed: Confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What would go of one kind. oldest: of it; None where nothing would."""

    what: What
    length: timedelta
    count: int
    oldest: datetime | None


def survey(periods: Mapping[What, timedelta], shelves: Shelves, now: datetime) -> Iterator[Finding]:
    """Looks, and changes nothing."""
    for what, length in sorted(periods.items()):
        count, oldest = 0, None
        for past in shelves.past(what, now - length):
            count, oldest = count + 1, min(oldest or past.since, past.since)
        yield Finding(what=what, length=length, count=count, oldest=oldest)
