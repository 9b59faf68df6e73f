"""Somebody's passkeys, as they know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.passkeys import ENROLMENT, Passkeys
from services.notify.ports.people import Mint
from services.notify.ports.sign_in import PasskeysByPerson
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPasskey:
    """is_vouched: it is enough for those who work here. is_last_vouched: there is no other such.

    counts_from: until then it opens what a mail opens; None for one that never was new.
    """

    passkey_id: str
    name: str
    added_at: datetime
    last_used_at: datetime | None
    is_vouched: bool
    counts_from: datetime | None
    is_last_vouched: bool


def my_passkeys(person_id: str, *, passkeys: PasskeysByPerson) -> Sequence[SeenPasskey]:
    """The oldest first."""
    return seen(passkeys.find(person_id).state)


def seen(passkeys: Passkeys) -> Sequence[SeenPasskey]:
    """As above, of what was read already."""
    return [
        SeenPasskey(
            passkey_id=passkey_id,
            name=each.name,
            added_at=each.added_at,
            last_used_at=each.last_used_at,
            is_vouched=each.is_vouched,
            counts_from=each.counts_from,
            is_last_vouched=passkeys.is_last_vouched(passkey_id),
        )
        for passkey_id, each in passkeys.held.items()
    ]


def is_enrolled_by(person_id: str, token: str, *, passkeys: PasskeysByPerson, mint: Mint, clock: Clock) -> bool:
    """Whether this enrolment link still works, and is theirs."""
    return bool(token) and passkeys.find(person_id).state.enrols(mint.mark(token, of=ENROLMENT), clock.now())
