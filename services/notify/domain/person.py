"""Somebody we can reach: their name, their language and their addresses, of which only verified ones are theirs."""

import re
from datetime import datetime

from services.notify.domain.holding import Hold, shown
from services.notify.domain.person_evolve import PersonEvent
from services.notify.domain.preferences import Preferences
from services.notify.domain.somebody import NOBODY, Address, Contact, Person
from shared.errors import IllegalMove, Refused
from shared.events.notify import (
    AddressKept,
    ContactBounced,
    ContactChosen,
    ContactRemoved,
    ContactVerified,
    LanguageChosen,
    NameTold,
    PersonErased,
    PersonRegistered,
    PreferencesChosen,
)

LONGEST_NAME = 60
MOST_CONTACTS = 10
_TURNS_TEXT_ROUND = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Nobody sees them, and they make what stands beside a name read otherwise. Joiners stay: some names have them."""


def register(
    person: Person,
    address: Address,
    *,
    language: str,
    name: str = "",
    demo: bool = False,
    at: datetime | None = None,
) -> tuple[PersonEvent, ...]:
    """Become somebody we can reach, by an address that is known to be theirs. Registering twice is registering once.

    Raises: IllegalMove for somebody who was erased: whoever comes again is somebody new.
    """
    if person.is_erased:
        raise IllegalMove("nobody_here")
    if person.is_registered:
        return verify(person, address, at=at)
    named = (NameTold(name=_shown(name)),) if name else ()
    return (PersonRegistered(language=language, demo=demo), *named, *verify(NOBODY, address, at=at))


def verify(person: Person, address: Address, *, at: datetime | None = None) -> tuple[PersonEvent, ...]:
    """They showed that the address is theirs. Nothing happens when that is known. at: None where nobody knows when."""
    known = person.contacts.get(address.contact_id)
    hold = _hold_after(known, at)
    verified = ContactVerified(
        contact_id=address.contact_id,
        held_since=hold.since if hold else None,
        shown_at=hold.shown_at if hold else None,
    )
    if known is not None:
        return () if known.is_verified and known.hold == hold else (verified,)
    kept = AddressKept(contact_id=address.contact_id, kind=address.kind, mailbox_id=address.mailbox_id, box=address.box)
    return (kept, verified)


def bounce(person: Person, contact_id: str) -> tuple[PersonEvent, ...]:
    """There is no such mailbox any more. It is theirs on, until somebody shows anew that it is."""
    known = person.verified.get(contact_id)
    has_news = known is not None and not (known.hold and known.hold.has_bounced)
    return (ContactBounced(contact_id=contact_id),) if has_news else ()


def describe(person: Person, *, name: str, language: str) -> tuple[PersonEvent, ...]:
    """Be called so, and be written to in this language.

    Raises: IllegalMove for somebody who is not, or no longer, here.
    """
    _require_here(person)
    shown = _shown(name)
    renamed = (NameTold(name=shown),) if shown != person.name else ()
    spoken = (LanguageChosen(language=language),) if language != person.language else ()
    return (*renamed, *spoken)


def add(person: Person, address: Address, *, at: datetime | None = None) -> tuple[PersonEvent, ...]:
    """One more address, which they showed to be theirs.

    Raises: IllegalMove for somebody who is not here; Refused when they have as many as one person may.
    """
    _require_here(person)
    if address.contact_id not in person.contacts:
        require_room(person)
    return verify(person, address, at=at)


def require_room(person: Person) -> None:
    """Raises: Refused."""
    if len(person.contacts) >= MOST_CONTACTS:
        raise Refused("too_many_addresses")


def choose(person: Person, contact_id: str) -> tuple[PersonEvent, ...]:
    """Be written to at this address. Raises: IllegalMove unless it is verified and theirs."""
    _require_here(person)
    if contact_id not in person.verified:
        raise IllegalMove("not_their_address")
    return () if contact_id == person.reached_at else (ContactChosen(contact_id=contact_id),)


def remove(person: Person, contact_id: str) -> tuple[PersonEvent, ...]:
    """Have this address no longer; one that is not theirs is gone already.

    Raises: IllegalMove for the last one: nobody could reach them, or they could not come in, any more.
    """
    _require_here(person)
    if contact_id not in person.contacts:
        return ()
    if not person.may_lose(contact_id):
        raise IllegalMove("last_address")
    return (ContactRemoved(contact_id=contact_id),)


def prefer(person: Person, wish: Preferences) -> tuple[PersonEvent, ...]:
    """Be reached like this from now on. Raises: IllegalMove for somebody who is not here."""
    _require_here(person)
    if wish == person.preferences:
        return ()
    return (
        PreferencesChosen(
            reports=wish.reports.value,
            calls=wish.calls.value,
            thanks=wish.thanks.value,
            quiet_from=wish.quiet_from,
            quiet_until=wish.quiet_until,
            daily_at=wish.daily_at,
            zone=wish.zone,
        ),
    )


def erase(person: Person, *, reason: str) -> tuple[PersonEvent, ...]:
    """Nothing about them is kept. Their addresses' hashes are told once more, so that others find what came with them.

    Erasing twice is erasing once, and nobody is nobody.
    """
    if not person.is_registered or person.is_erased:
        return ()
    return (PersonErased(contact_ids=list(person.contacts), reason=reason),)


def _hold_after(known: Contact | None, at: datetime | None) -> Hold | None:
    """An address that was theirs before anybody wrote down since when has been so for good."""
    hold = known.hold if known else None
    if at is None:
        return hold
    if known is not None and known.is_verified and hold is None:
        return Hold(since=None, shown_at=at)
    return shown(hold, at=at)


def _shown(name: str) -> str:
    return _TURNS_TEXT_ROUND.sub("", name).strip()[:LONGEST_NAME]


def _require_here(person: Person) -> None:
    if not person.is_registered or person.is_erased:
        raise IllegalMove("nobody_here")
