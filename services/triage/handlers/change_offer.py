"""A helper says what they would do from now on, how far from home, and when."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.domain.offering import Offer
from services.triage.ports import Helpers
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOffer:
    person_id: PersonId
    offer: Offer


def change_offer(command: ChangeOffer, *, helpers: Helpers) -> None:
    """The same offer again says nothing new. Raises: NotFound."""
    change(helpers, command.person_id, lambda helper: offering.change(helper, command.offer), by=command.person_id)
