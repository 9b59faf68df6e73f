"""A helper opened what they are asked."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str
