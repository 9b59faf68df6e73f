"""A helper does not want to meet this resident again."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockContact:
    person_id: PersonId
    case_id: CaseId
