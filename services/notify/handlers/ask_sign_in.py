"""Send a link and a code to an address, so that whoever reads its mail can sign in."""

from dataclasses import dataclass
from hmac import compare_digest

from services.notify.domain import sign_in as signing_in
from services.notify.domain.delivery import (
    Audience,
    Channel,
    Delivery,
    Priority,
    Recipient,
    delivery_id,
)
from services.notify.domain.sign_in import STANDS_FOR, Wish
from services.notify.domain.somebody import Address
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import Mint, Seals, SignInsByAddress
from shared.clock import Clock
from shared.errors import Refused
from shared.events.notify_sign_ins import SignInAsked
from shared.observability.context import correlation_id
from shared.repository import decide_again

MESSAGE = "sign_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSignIn:
    """address: normalised. kind: `email`. next_path: a path of this site, where they were going.

    known_as: what this browser kept of an earlier sign-in.
    """

    contact_id: str
    kind: str
    address: str
    language: str
    next_path: str
    known_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the asking browser keeps, so that the code works there and nowhere else."""

    sign_in_id: str
    browser: str


def ask_sign_in(
    command: AskSignIn, *, sign_ins: SignInsByAddress, deliveries: Deliveries, mint: Mint, seals: Seals, clock: Clock
) -> Asked:
    """The same answer, after the same work, whether the address is known or not.

    Where it has had its mails for this hour the newest one works again, and the answer is still the same.
    """
    token, code, browser = mint.token(), mint.code(), mint.token()
    sign_in_id = mint.mark(token, of="link")
    wish = Wish(
        sign_in_id=sign_in_id,
        code=mint.mark(f"{sign_in_id}{code}", of="code"),
        browser=mint.mark(browser, of="browser"),
        is_known=compare_digest(command.known_as.encode(), known_as(command.contact_id, mint=mint).encode()),
        address=Address(
            contact_id=command.contact_id,
            kind=command.kind,
            box=seals.seal({"kind": command.kind, "address": command.address}),
        ),
        language=command.language,
        next_path=command.next_path,
    )
    letter_box = seals.seal({"kind": command.kind, "address": command.address, "token": token, "code": code})
    try:
        has_begun = decide_again(lambda: _ask(wish, sign_ins, clock))
    except Refused:
        has_begun = False  # A stranger learns nothing from asking too often; the owner has used all these mails.
    if has_begun:
        deliveries.plan([_delivery(wish, letter_box, clock)])
    return Asked(sign_in_id=sign_in_id, browser=browser)


def known_as(contact_id: str, *, mint: Mint) -> str:
    """What a browser keeps that signed in to this address."""
    return mint.mark(contact_id, of="known browser")


def _ask(wish: Wish, sign_ins: SignInsByAddress, clock: Clock) -> bool:
    """Whether there is a mail to send."""
    found = sign_ins.find(wish.address.contact_id)
    events = signing_in.ask(found.state, wish, at=clock.now())
    sign_ins.append(found, events, by="visitor")
    return any(isinstance(each, SignInAsked) for each in events)


def _delivery(wish: Wish, box: str, clock: Clock) -> Delivery:
    to = Recipient(contact_id=wish.address.contact_id)
    event_id = f"sign-in-{wish.sign_in_id}"
    return Delivery(
        id=delivery_id(event_id, to, Channel.EMAIL),
        event_id=event_id,
        message=MESSAGE,
        audience=Audience.PERSON,
        to=to,
        priority=Priority.SIGN_IN,
        facts={"language": wish.language},
        box=box,
        planned_at=clock.now(),
        correlation_id=correlation_id(),
        expires_at=clock.now() + STANDS_FOR,
    )
