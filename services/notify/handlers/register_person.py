"""Become somebody we can reach, by an address that is known to be theirs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.notify.domain import person as a_person
from services.notify.domain.somebody import Address
from services.notify.ports.matters import Disowned
from services.notify.ports.people import AddressTaken, Mailboxes, People
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    """person_id: what they become, unless the address is somebody's already. by: who says that it is theirs.

    at: when they showed it.
    """

    person_id: str
    address: Address
    language: str
    at: datetime
    name: str = ""
    demo: bool = False
    by: str


def register_person(command: RegisterPerson, *, people: People, disowned: Disowned, mailboxes: Mailboxes) -> str:
    """Whose address it is from now on: their person_id, an older one where there is one. Twice is once.

    What was told with it long before is not theirs by that (ADR 0027).
    """

    def attempt() -> str:
        owner = people.owner_of(command.address.contact_id)
        if owner is not None:
            people.append(owner, a_person.verify(owner.state, command.address, at=command.at), by=command.by)
            return owner.id
        found = people.find(command.person_id)
        address = replace(command.address, mailbox_id=mailboxes.behind(command.address.box))
        events = a_person.register(
            found.state,
            address,
            language=command.language,
            name=command.name,
            demo=command.demo,
            at=command.at,
        )
        people.append(found, events, by=command.by)
        return command.person_id

    person_id = _first_or_again(attempt)
    disowned.remove(command.address.contact_id)
    return person_id


def _first_or_again(attempt: Callable[[], str]) -> str:
    """Whoever was faster in showing that the address is theirs is found on the second look."""
    try:
        return decide_again(attempt)
    except AddressTaken:
        return decide_again(attempt)
