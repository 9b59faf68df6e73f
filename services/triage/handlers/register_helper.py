"""A neighbour offers to help."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.domain.reasons import No
from services.triage.ports import Helpers
from shared.errors import Refused
from shared.events.place import Place
from shared.events.triage_people import HelperHomeTold, HelperRegistered, Hours
from shared.ids import PersonId
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHelper:
    person_id: PersonId
    by: str
    first_name: str
    home: Place
    address: str | None = None
    languages: tuple[str, ...]
    capabilities: tuple[str, ...]
    radius_m: int
    is_adult: bool
    hours: tuple[Hours, ...] = ()
    is_demo: bool = False


def register_helper(command: RegisterHelper, *, helpers: Helpers) -> None:
    """Adults only (rule R13). The same offer again says nothing new. Raises: Refused."""
    if not command.is_adult:
        raise Refused(No.ADULTS_ONLY)
    offer = HelperRegistered(
        first_name=command.first_name,
        languages=list(command.languages),
        capabilities=list(command.capabilities),
        radius_m=command.radius_m,
        hours=list(command.hours),
        demo=command.is_demo,
    )
    home = HelperHomeTold(home=command.home, address=command.address)

    def attempt() -> None:
        found = helpers.find(command.person_id)
        helpers.append(found, offering.register(found.state, offer, home), by=command.by)

    decide_again(attempt)
