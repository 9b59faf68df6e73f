"""A helper has stopped for good: their role as one is over."""

from dataclasses import dataclass

from services.triage.domain import roles as rules
from services.triage.domain.reasons import Ended
from services.triage.ports import Helpers, RolesOfPeople
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class EndHelping:
    person_id: PersonId


def end_helping(command: EndHelping, *, helpers: Helpers, roles: RolesOfPeople) -> None:
    """Heard late, it takes nothing from whoever has offered to help anew. Twice is once."""
    if not helpers.find(command.person_id).state.has_stopped or not roles.find(command.person_id).version:
        return
    change(
        roles,
        command.person_id,
        lambda held: rules.stop_helping(held, reason=Ended.STOPPED_HELPING),
        by=command.person_id,
    )
