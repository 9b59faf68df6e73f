"""Whether a link that was mailed still signs somebody in, for the page that shows the button."""

from dataclasses import dataclass

from services.notify.ports.people import Mint, SignInsByAddress
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSeen:
    """sign_in_id: by which the asking browser knows it."""

    sign_in_id: str
    stands: bool


def look_at_sign_in(token: str, *, sign_ins: SignInsByAddress, mint: Mint, clock: Clock) -> SignInSeen:
    """A link that was never given out looks like one that is over."""
    sign_in_id = mint.mark(token, of="link")
    found = sign_ins.address_of(sign_in_id)
    asked = found.state.asked.get(sign_in_id) if found else None
    return SignInSeen(sign_in_id=sign_in_id, stands=asked is not None and asked.stands_at(clock.now()))
