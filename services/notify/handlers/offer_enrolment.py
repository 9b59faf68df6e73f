"""Make the link with which somebody who works here adds a passkey that counts; it is handed over, never mailed."""

from dataclasses import dataclass

from services.notify.domain import passkeys as holding
from services.notify.handlers.enter import STAFF
from services.notify.ports.people import Mint, People, Roles
from services.notify.ports.sign_in import PasskeysByPerson
from shared.clock import Clock
from shared.errors import NotFound, Refused
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEnrolment:
    """by: an administrator's person_id, or the name of an operator."""

    person_id: str
    by: str


def offer_enrolment(
    command: OfferEnrolment, *, passkeys: PasskeysByPerson, people: People, roles: Roles, mint: Mint, clock: Clock
) -> str:
    """The link's token, which is kept nowhere. Works for a day, once, for them alone.

    Raises: NotFound for nobody; Refused for somebody who does not work here, or is who makes it.
    """
    person = people.get(command.person_id).state
    if person.is_erased:
        raise NotFound(command.person_id)
    if command.person_id == command.by:
        raise Refused("enrolment_of_oneself")
    if not roles.of(command.person_id, clock.now()) & STAFF:
        raise Refused("works_not_here")
    token = mint.token()

    def attempt() -> None:
        found = passkeys.find(command.person_id)
        events = holding.offer_enrolment(mint.mark(token, of=holding.ENROLMENT), at=clock.now())
        passkeys.append(found, events, by=command.by)

    decide_again(attempt)
    return token
