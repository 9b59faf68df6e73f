"""A helper says no, thank you."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str
