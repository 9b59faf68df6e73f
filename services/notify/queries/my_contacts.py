"""Where somebody is reached, as they see it, and what is known of an address that they are about to add."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.domain.sign_in import WANTED_BY
from services.notify.ports.boxes import Opens
from services.notify.ports.people import Mint, People, SignInsByAddress
from services.notify.queries.my_page import address_in
from shared.clock import Clock
from shared.errors import NotFound
from shared.sealing import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContact:
    """address: as `ShownContact` has it. can_be_removed: as `Person.may_lose` has it."""

    contact_id: str
    kind: str
    address: str
    is_verified: bool
    is_written_to: bool
    can_be_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenProof:
    """address: as they typed it, of which `kind`; empty once its code was used. stands: a code may still be typed."""

    address: str
    kind: str
    stands: bool


def my_contacts(person_id: str, *, people: People, opens: Opens) -> Sequence[OwnContact]:
    """The oldest first. Raises: NotFound."""
    person = people.get(person_id).state
    return [
        OwnContact(
            contact_id=contact_id,
            kind=contact.kind,
            address=address_in(contact, opens),
            is_verified=contact.is_verified,
            is_written_to=contact_id == person.reached_at,
            can_be_removed=person.may_lose(contact_id),
        )
        for contact_id, contact in person.contacts.items()
    ]


def see_proof(
    proof_id: str, person_id: str, *, sign_ins: SignInsByAddress, opens: Opens, mint: Mint, clock: Clock
) -> SeenProof:
    """Raises: NotFound for one that this person did not ask for."""
    found = sign_ins.address_of(proof_id)
    asked = found.state.asked.get(proof_id) if found else None
    if asked is None or asked.for_person != mint.mark(person_id, of=WANTED_BY):
        raise NotFound(proof_id)
    try:
        address = opens.open(asked.box).get("address", "")
    except Unreadable:
        address = ""
    return SeenProof(address=address, kind=asked.kind, stands=asked.takes_a_code_at(clock.now()))
