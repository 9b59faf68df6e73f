"""Somebody we can reach: their name, their language and their addresses, of which only verified ones are theirs."""

import re
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from services.notify.domain.holding import Hold, bounced, shown
from services.notify.domain.preferences import Pace, Preferences
from services.notify.domain.somebody import NOBODY, Address, Contact, Person
from shared.errors import IllegalMove, Refused
from shared.events.notify import (
    AddressKept,
    ContactAdded,
    ContactBounced,
    ContactChosen,
    ContactRemoved,
    ContactVerified,
    LanguageChosen,
    NameTold,
    PersonErased,
    PersonRegistered,
    PersonState,
    PreferencesChosen,
)

__all__ = [
    "LONGEST_NAME",
    "MOST_CONTACTS",
    "NOBODY",
    "Address",
    "Contact",
    "Person",
    "PersonEvent",
    "add",
    "bounce",
    "choose",
    "describe",
    "erase",
    "evolve",
    "prefer",
    "public",
    "register",
    "remove",
    "require_room",
    "verify",
]

PersonEvent = (
    PersonRegistered
    | NameTold
    | LanguageChosen
    | AddressKept
    | ContactAdded
    | ContactVerified
    | ContactBounced
    | ContactChosen
    | ContactRemoved
    | PreferencesChosen
    | PersonErased
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


def evolve(person: Person, event: PersonEvent) -> Person:  # noqa: C901, PLR0911 -- one answer for each kind of event
    match event:
        case PersonRegistered():
            return replace(person, language=event.language, is_demo=event.demo)
        case NameTold():
            return replace(person, name=event.name)
        case LanguageChosen():
            return replace(person, language=event.language)
        case AddressKept():
            return _with(person, event.contact_id, Contact(kind=event.kind, box=event.box, mailbox_id=event.mailbox_id))
        case ContactVerified():
            return _with(person, event.contact_id, _verified(person.contacts[event.contact_id], event))
        case ContactBounced():
            contact = person.contacts[event.contact_id]
            return _with(person, event.contact_id, replace(contact, hold=bounced(contact.hold)))
        case ContactChosen():
            return replace(person, written_to=event.contact_id)
        case ContactRemoved():
            return _without(person, event.contact_id)
        case PreferencesChosen():
            return replace(person, preferences=_preferences(event))
        case ContactAdded():
            return person  # Its address was kept just before.
        case PersonErased():
            return Person(language=person.language, is_erased=True)
        case _:
            assert_never(event)


def public(person: Person) -> PersonState:
    """What other services may know. What only protects goes with what was not verified: a mailbox gives no access.

    An address that was removed protects on: nobody helps on their own report by taking it away first (rule R9).
    """
    mailboxes = (each.mailbox_id for each in person.contacts.values() if each.mailbox_id)
    protects = dict.fromkeys((*person.contacts, *mailboxes, *person.removed))
    return PersonState(
        contact_ids=list(person.mailboxes),
        unverified_contact_ids=[each for each in protects if each not in person.mailboxes],
        opens_from=person.opens_from,
        language=person.language,
        erased=person.is_erased,
    )


def _hold_after(known: Contact | None, at: datetime | None) -> Hold | None:
    """An address that was theirs before anybody wrote down since when has been so for good."""
    hold = known.hold if known else None
    if at is None:
        return hold
    if known is not None and known.is_verified and hold is None:
        return Hold(since=None, shown_at=at)
    return shown(hold, at=at)


def _verified(contact: Contact, event: ContactVerified) -> Contact:
    hold = Hold(since=event.held_since, shown_at=event.shown_at) if event.shown_at else contact.hold
    return replace(contact, is_verified=True, hold=hold)


def _shown(name: str) -> str:
    return _TURNS_TEXT_ROUND.sub("", name).strip()[:LONGEST_NAME]


def _with(person: Person, contact_id: str, contact: Contact) -> Person:
    return replace(person, contacts={**person.contacts, contact_id: contact})


def _without(person: Person, contact_id: str) -> Person:
    left = {name: each for name, each in person.contacts.items() if name != contact_id}
    mailbox = person.contacts[contact_id].mailbox_id
    return replace(
        person,
        contacts=left,
        written_to="" if person.written_to == contact_id else person.written_to,
        removed=list(dict.fromkeys([*person.removed, contact_id, *([mailbox] if mailbox else [])])),
    )


def _preferences(event: PreferencesChosen) -> Preferences:
    return Preferences(
        reports=Pace(event.reports),
        calls=Pace(event.calls),
        thanks=Pace(event.thanks),
        quiet_from=event.quiet_from,
        quiet_until=event.quiet_until,
        daily_at=event.daily_at,
        zone=event.zone,
    )


def _require_here(person: Person) -> None:
    if not person.is_registered or person.is_erased:
        raise IllegalMove("nobody_here")
