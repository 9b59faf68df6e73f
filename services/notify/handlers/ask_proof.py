"""Send a code to a further address, so that whoever reads what comes there can show that it is theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain import sign_in as signing_in
from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient, delivery_id
from services.notify.domain.person import require_room
from services.notify.domain.reaching import CHANNEL_OF
from services.notify.domain.sending import CONFIRM, Allowance
from services.notify.domain.sign_in import STANDS_FOR, WANTED_BY, Wish
from services.notify.domain.somebody import Address
from services.notify.ports.messages import DayPlaces, Deliveries
from services.notify.ports.people import Mint, People, Seals, SignInsByAddress
from shared.clock import Clock
from shared.errors import IllegalMove, Refused
from shared.events.notify_sign_ins import SignInAsked
from shared.observability.context import correlation_id
from shared.repository import decide_again

BY = "visitor"
PROOFS_A_DAY = 10
"""So many times a day one person may say that an address is theirs: nobody is made to write to strangers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProof:
    """Who says that which address is theirs, and in which session; address: normalised. kind: `email` or `phone`."""

    person_id: str
    session_id: str
    contact_id: str
    kind: str
    address: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofDesk:
    """The ports of asking. day_of: the day of an instant in the pack's zone."""

    people: People
    sign_ins: SignInsByAddress
    deliveries: Deliveries
    places: DayPlaces
    mint: Mint
    seals: Seals
    clock: Clock
    day_of: Callable[[datetime], date]


def ask_proof(command: AskProof, *, desk: ProofDesk) -> str:
    """By which the code is known that is sent. The same answer whosever the address is, and whether one goes.

    Raises: IllegalMove for an address that is their own already; Refused when they have or ask for too many.
    """
    person = desk.people.get(command.person_id).state
    if command.contact_id in person.verified:
        raise IllegalMove("address_is_yours")
    require_room(person)
    sign_in_id, code = desk.mint.mark(desk.mint.token(), of="link"), desk.mint.code()
    allowed = Allowance(of=f"{command.person_id}:{CONFIRM}", most=PROOFS_A_DAY)
    if not desk.places.take(sign_in_id, allowed, day=desk.day_of(desk.clock.now())):
        raise Refused("too_many_asked_today")
    address = {"kind": command.kind, "address": command.address}
    wish = Wish(
        sign_in_id=sign_in_id,
        code=desk.mint.mark(f"{sign_in_id}{code}", of="code"),
        browser=desk.mint.mark(command.session_id, of="browser"),
        is_known=False,
        address=Address(contact_id=command.contact_id, kind=command.kind, box=desk.seals.seal(address)),
        language=command.language,
        next_path="",
        for_person=desk.mint.mark(command.person_id, of=WANTED_BY),
    )
    try:
        has_begun = decide_again(lambda: _ask(wish, desk))
    except Refused:
        has_begun = False
    if has_begun:
        desk.deliveries.plan([_delivery(wish, desk.seals.seal({**address, "code": code}), desk.clock)])
    return sign_in_id


def _ask(wish: Wish, desk: ProofDesk) -> bool:
    """Whether there is a code to send."""
    found = desk.sign_ins.find(wish.address.contact_id)
    events = signing_in.ask(found.state, wish, at=desk.clock.now())
    desk.sign_ins.append(found, events, by=BY)
    return any(isinstance(each, SignInAsked) for each in events)


def _delivery(wish: Wish, box: str, clock: Clock) -> Delivery:
    to = Recipient(contact_id=wish.address.contact_id)
    event_id, channel = f"proof-{wish.sign_in_id}", CHANNEL_OF[wish.address.kind]
    return Delivery(
        id=delivery_id(event_id, to, channel),
        event_id=event_id,
        message=CONFIRM,
        audience=Audience.PERSON,
        to=to,
        channel=channel,
        priority=Priority.SIGN_IN,
        facts={"language": wish.language},
        box=box,
        planned_at=clock.now(),
        correlation_id=correlation_id(),
        expires_at=clock.now() + STANDS_FOR,
    )
