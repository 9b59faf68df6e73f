"""Show that a further address is one's own, by typing the six digits that were sent to it."""

from dataclasses import dataclass

from services.notify.domain import person as a_person
from services.notify.domain import sign_in as signing_in
from services.notify.domain.somebody import Address
from services.notify.handlers.ask_proof import BY
from services.notify.handlers.tell_of_change import added, tell_of_change
from services.notify.handlers.use_sign_in_code import WRONG_CODE
from services.notify.ports.matters import Disowned
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import AddressTaken, Mailboxes, Mint, People, SignInsByAddress
from shared.clock import Clock
from shared.errors import IllegalMove, Refused
from shared.events.notify_sign_ins import CodeMissed
from shared.repository import decide_again

TAKEN = "address_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseProof:
    """proof_id: as `ask_proof` gave it, to the same person in the same session."""

    proof_id: str
    person_id: str
    session_id: str
    code: str


def use_proof(
    command: UseProof,
    *,
    people: People,
    sign_ins: SignInsByAddress,
    disowned: Disowned,
    mailboxes: Mailboxes,
    deliveries: Deliveries,
    mint: Mint,
    clock: Clock,
) -> None:
    """Whoever reads the mail may know what is said of the address: that it is somebody else's here, too.

    Raises: Refused for a wrong code, which counts, and for an address that somebody else showed to be theirs before;
    IllegalMove when no code works any more.
    """

    def attempt() -> tuple[str, signing_in.SignIn, bool]:
        found = sign_ins.address_of(command.proof_id)
        if found is None:
            raise IllegalMove("sign_in_over")
        events = signing_in.try_code(
            found.state,
            command.proof_id,
            mint.mark(f"{command.proof_id}{command.code}", of="code"),
            browser=mint.mark(command.session_id, of="browser"),
            at=clock.now(),
            for_person=mint.mark(command.person_id, of=signing_in.WANTED_BY),
        )
        sign_ins.append(found, events, by=BY)
        return found.id, found.state.asked[command.proof_id], isinstance(events[0], CodeMissed)

    contact_id, asked, has_missed = decide_again(attempt)
    if has_missed:
        raise Refused(WRONG_CODE)
    address = Address(contact_id=contact_id, kind=asked.kind, box=asked.box, mailbox_id=mailboxes.behind(asked.box))
    _add(address, command, people=people, deliveries=deliveries, clock=clock)
    disowned.remove(contact_id)


def _add(address: Address, command: UseProof, *, people: People, deliveries: Deliveries, clock: Clock) -> None:
    """All that was theirs before hears of it first."""

    def attempt() -> None:
        owner = people.owner_of(address.contact_id)
        if owner is not None and owner.id != command.person_id:
            raise Refused(TAKEN)
        found = people.get(command.person_id)
        events = a_person.add(found.state, address, at=clock.now())
        if owner is None:
            tell_of_change(found.state, added(address.kind), name=command.proof_id, deliveries=deliveries, clock=clock)
        people.append(found, events, by=command.person_id)

    try:
        decide_again(attempt)
    except AddressTaken:
        raise Refused(TAKEN) from None
