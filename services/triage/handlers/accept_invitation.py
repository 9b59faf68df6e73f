"""A helper says yes."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str
