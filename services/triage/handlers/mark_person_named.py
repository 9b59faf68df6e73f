"""Staff mark somebody as named in the case."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPersonNamed:
    case_id: CaseId
    by: PersonId
    person_id: PersonId
