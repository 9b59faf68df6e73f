"""Lets go what intake has kept for as long as the neighbourhood says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain, islice

from services.intake.domain import moves
from services.intake.domain.ending import ended_at, kept_as
from services.intake.ports import HeldReports, Old, Stories
from services.intake.ports.photo_store import PhotoStore
from shared.repository import change
from shared.retention import OF_REPORTS, PROTECTED, Data, Past, What

BY = "retention"
AT_ONCE = 100
KEEPS = (*OF_REPORTS, Data.TRACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepNoLonger:
    """Passes as `shared.retention.Shelves`. Open cases are never touched. categories: those of the neighbourhood.

    Photos are kept as long as the words that came with them.
    """

    reports: HeldReports
    categories: Sequence[str]
    stories: Stories
    photos: PhotoStore
    old: Old

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        return self.old.traces(before) if what.data is Data.TRACES else self._reports(what, before)

    def let_go(self, what: What, past: Past) -> bool:
        """The report itself comes last: until then it is known that something of it is kept."""
        if what.data is Data.TRACES:
            self.old.let_trace_go(past)
            return True
        if what.data is Data.CONTACT and not self.old.of_contact_in(past.id):
            return False
        if what.data is Data.WORDS:
            self.photos.remove(past.id)
        if what.data is Data.MESSAGES:
            self.stories.empty(past.id)
        change(self.reports, past.id, partial(moves.empty, data=what.data), by=BY)
        return True

    def _reports(self, what: What, before: datetime) -> Iterator[Past]:
        """Triage may have protected a report of any category."""
        listed = (PROTECTED, *self.categories) if what.of == PROTECTED else (what.of,)
        held = chain.from_iterable(self.reports.held(replace(what, of=each), before) for each in listed)
        while some := list(islice(held, AT_ONCE)):
            told = self.stories.of_all([each.id for each in some])
            for each in some:
                story = told.get(each.id)
                over_since = ended_at(each.state, story)
                if over_since is not None and over_since <= before and kept_as(each.state, story) == what.of:
                    yield Past(id=each.id, since=over_since)
