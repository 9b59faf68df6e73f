"""What somebody's passkeys become by what happened to them, and what other services may know."""

from dataclasses import replace
from typing import assert_never

from services.notify.domain.passkeys import Credential, Enrolment, Passkey, PasskeyEvent, Passkeys
from services.notify.domain.pin import pin_of
from shared.events.notify_passkeys import (
    EnrolmentOffered,
    OidcLetGo,
    OidcPinned,
    PasskeyAdded,
    PasskeyRemoved,
    PasskeysState,
    PasskeyUsed,
)


def evolve(passkeys: Passkeys, event: PasskeyEvent) -> Passkeys:
    match event:
        case EnrolmentOffered():
            return replace(passkeys, enrolment=Enrolment(link=event.link, expires_at=event.expires_at))
        case PasskeyAdded():
            enrolment = None if event.by_link else passkeys.enrolment
            return replace(passkeys, held={**passkeys.held, event.passkey_id: _added(event)}, enrolment=enrolment)
        case PasskeyUsed():
            used = passkeys.held[event.passkey_id]
            counted = replace(used.credential, sign_count=event.sign_count)
            now = replace(used, credential=counted, last_used_at=event.used_at)
            return replace(passkeys, held={**passkeys.held, event.passkey_id: now})
        case PasskeyRemoved():
            left = {each: one for each, one in passkeys.held.items() if each != event.passkey_id}
            return replace(passkeys, held=left)
        case OidcPinned():
            return replace(passkeys, pinned=pin_of(event))
        case OidcLetGo():
            return replace(passkeys, pinned=None)
        case _:
            assert_never(event)


def public(_: Passkeys) -> PasskeysState:
    """What other services may know: nothing."""
    return PasskeysState()


def _added(event: PasskeyAdded) -> Passkey:
    return Passkey(
        credential=Credential(id=event.credential, public_key=event.public_key, sign_count=event.sign_count),
        name=event.name,
        added_at=event.added_at,
        is_vouched=event.is_vouched,
        counts_from=event.counts_from,
    )
