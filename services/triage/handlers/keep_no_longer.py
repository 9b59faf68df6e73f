"""Lets go what triage has kept for as long as the neighbourhood says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from services.triage.domain import keeping
from services.triage.ports import Aged, HeldCases, Leftovers
from shared.repository import change
from shared.retention import OF_REPORTS, Data, Past, What

BY = "retention"
KEEPS = (*OF_REPORTS, Data.TRACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepNoLonger:
    """Passes as `shared.retention.Shelves`. Open cases are never touched."""

    cases: HeldCases
    leftovers: Leftovers
    traces: Aged

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        return self.traces.past(before) if what.data is Data.TRACES else self._cases(what, before)

    def let_go(self, what: What, past: Past) -> bool:
        """The case itself comes last: until then it is known that something of it is kept."""
        if what.data is Data.TRACES:
            self.traces.let_go(past)
            return True
        if what.data is Data.CONTACT and not self.leftovers.of_report(past.id):
            return False
        change(self.cases, past.id, partial(keeping.empty, data=what.data), by=BY)
        return True

    def _cases(self, what: What, before: datetime) -> Iterator[Past]:
        for case_id in self.cases.held(what, before):
            over_since = self.cases.over_since(case_id)
            if over_since <= before:
                yield Past(id=case_id, since=over_since)
