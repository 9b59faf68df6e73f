"""A helper was revoked: take back what they were asked and given."""

from dataclasses import dataclass

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHelper:
    person_id: PersonId
    reason: str
