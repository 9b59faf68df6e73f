"""What categories.yaml says about how long what is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Annotated

from shared.pack.fields import CategoryRef
from shared.pack.mistakes import Path
from shared.retention import OF_REPORTS, PROTECTED, Data, Kept, What

SHORTEST = timedelta(days=7)
"""As long as topics keep what was told: what goes earlier could be told again."""

SECTION = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReports:
    """After the end of a report: its words and answers, messages, exact place, and by what its reporter is known."""

    words: timedelta
    messages: timedelta
    place: timedelta
    contact: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCategory:
    """What differs for one category."""

    words: timedelta | None = None
    messages: timedelta | None = None
    place: timedelta | None = None
    contact: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """protected: of reports with a sign of danger or of the floor, whatever their category. The rest by its age.

    traces: what was refused to topics, and which sessions were ended. answers: by text message and by mail. stops:
    that a number said STOP; it may be texted again after that.
    """

    reports: OfReports
    protected: OfReports
    deliveries: timedelta
    sign_ins: timedelta
    sessions: timedelta
    traces: timedelta
    answers: timedelta = timedelta(days=365)
    stops: timedelta = timedelta(days=1825)
    categories: Mapping[Annotated[str, CategoryRef], OfCategory] = field(default_factory=dict)


def kept_of(said: KeptFor | None, categories: Iterable[str]) -> Kept:
    """Every period by what it is of. Where the pack says nothing, nothing goes by itself."""
    if said is None:
        return Kept(periods={})
    by_age = {What(data=data): getattr(said, data) for data in Data if data not in OF_REPORTS}
    reports = {
        What(data=data, of=of): _length(said, data, of) for of in (*categories, PROTECTED) for data in OF_REPORTS
    }
    return Kept(periods={**reports, **by_age})


def _length(said: KeptFor, data: Data, of: str) -> timedelta:
    if of == PROTECTED:
        length: timedelta = getattr(said.protected, data)
        return length
    own: timedelta | None = getattr(said.categories.get(of), data, None)
    general: timedelta = getattr(said.reports, data)
    return own if own is not None else general


def shortest_of_reports(kept: KeptFor | None) -> timedelta | None:
    """None where nothing goes by itself."""
    if kept is None:
        return None
    return min(length for path, length in lengths(kept) if path[1] in {"reports", "protected", "categories"})


def lengths(kept: KeptFor) -> Iterable[tuple[Path, timedelta]]:
    """Every period, and where it stands in categories.yaml."""
    for name in ("reports", "protected"):
        yield from (((SECTION, name, data), getattr(getattr(kept, name), data)) for data in OF_REPORTS)
    for category, own in kept.categories.items():
        said = ((each.name, getattr(own, each.name)) for each in fields(own))
        yield from (((SECTION, "categories", category, name), length) for name, length in said if length is not None)
    yield from (((SECTION, data), getattr(kept, data)) for data in Data if data not in OF_REPORTS)
