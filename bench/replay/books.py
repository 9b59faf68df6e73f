"""What must be true of every run, whatever was killed in it: the promises, checked from what the outside wrote down.

Knows nothing of where the facts come from, so that tests can plant mistakes and see them found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What whoever sent something knows of it."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request and its answer. key: the sender's name for what it asks. status: HTTP's, 0 where none came.

    at: Unix seconds of the answer. report_id: of the report that it told of.
    """

    key: str
    status: int
    at: float
    report_id: str = ""

    @property
    def fate(self) -> Fate:
        """A refusal is certain; what got no answer, or a 5xx, may have been taken."""
        if self.report_id and 200 <= self.status < 300:  # noqa: PLR2004 -- HTTP's own borders.
            return Fate.TAKEN
        return Fate.REFUSED if 400 <= self.status < 500 else Fate.UNANSWERED  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All that was seen, once nothing moves any more.

    stored: ids of all reports in the database. ended: of those that came to an end. sends: how often each message
    reached somebody, by message. overdue: what should have gone on and does not. unreadable: places of records that
    nobody can read and that the broker has, with the service that hears them. set_aside: the same of those that are
    among the dead letters.
    """

    attempts: Sequence[Attempt]
    stored: Collection[str]
    ended: Collection[str]
    sends: Mapping[str, int]
    overdue: Sequence[str] = ()
    unreadable: Collection[str] = ()
    set_aside: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is wrong, by promise: ids, names, places. Nothing is wrong where all are empty."""

    lost: Sequence[str] = field(default_factory=tuple)
    """Reports that were taken and are not there."""

    open: Sequence[str] = field(default_factory=tuple)
    """Reports that were taken and never came to an end."""

    taken_twice: Sequence[str] = field(default_factory=tuple)
    """Names of requests that were answered with more than one report."""

    strangers: Sequence[str] = field(default_factory=tuple)
    """Reports that nobody sent: more than the requests without an answer can account for."""

    sent_twice: Sequence[str] = field(default_factory=tuple)
    """Messages that reached somebody more than once."""

    overdue: Sequence[str] = field(default_factory=tuple)
    """What should have gone on and does not."""

    dropped: Sequence[str] = field(default_factory=tuple)
    """Records that could not be read and are not set aside."""

    @property
    def wrong(self) -> dict[str, Sequence[str]]:
        """Those of the promises that were broken."""
        return {name: found for name, found in asdict(self).items() if found}


def audit(books: Books) -> Findings:
    """Compare what the outside knows with what is there."""
    taken = _taken(books.attempts)
    ids = {each for found in taken.values() for each in found}
    return Findings(
        lost=_sorted(ids - set(books.stored)),
        open=_sorted((ids & set(books.stored)) - set(books.ended)),
        taken_twice=_sorted(key for key, found in taken.items() if len(found) > 1),
        strangers=_strangers(books, ids),
        sent_twice=_sorted(name for name, count in books.sends.items() if count > 1),
        overdue=_sorted(books.overdue),
        dropped=_sorted(set(books.unreadable) - set(books.set_aside)),
    )


def in_doubt(attempts: Sequence[Attempt]) -> list[str]:
    """Names of requests of which nobody knows whether they were taken."""
    taken = _taken(attempts)
    unanswered = (each.key for each in attempts if each.fate is Fate.UNANSWERED)
    return [key for key in dict.fromkeys(unanswered) if key not in taken]


def _taken(attempts: Sequence[Attempt]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in attempts:
        if each.fate is Fate.TAKEN:
            found[each.key].add(each.report_id)
    return found


def _strangers(books: Books, ids: set[str]) -> Sequence[str]:
    """Each request in doubt may have left one report; a refused one none, and one that was taken no other."""
    unknown = _sorted(set(books.stored) - ids)
    return unknown if len(unknown) > len(in_doubt(books.attempts)) else ()


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
