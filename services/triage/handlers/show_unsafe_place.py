"""The coordinator sees where a helper felt unsafe, which is logged first."""

from dataclasses import dataclass

from shared.events.place import Place
from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowUnsafePlace:
    case_id: CaseId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsafePlace:
    """Where a helper felt unsafe, and who that is."""

    case_id: str
    reference: str
    helper: str
    place: Place | None
    address: str | None
