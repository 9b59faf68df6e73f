"""Somebody we can reach: their name, their language and their addresses, of which only verified ones are theirs."""

import re
from dataclasses import dataclass, field, replace
from typing import assert_never

from services.notify.domain.preferences import AS_USUAL, Pace, Preferences
from services.notify.domain.reaching import reached_at
from services.notify.domain.sending import EMAIL
from shared.errors import IllegalMove, Refused
from shared.events.notify import (
    AddressKept,
    ContactAdded,
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

PersonEvent = (
    PersonRegistered
    | NameTold
    | LanguageChosen
    | AddressKept
    | ContactAdded
    | ContactVerified
    | ContactChosen
    | ContactRemoved
    | PreferencesChosen
    | PersonErased
)

LONGEST_NAME = 60
MOST_CONTACTS = 10
_TURNS_TEXT_ROUND = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Nobody sees them, and they make what stands beside a name read otherwise. Joiners stay: some names have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One address. box: sealed; it is opened only where a message is sent, or where its owner looks at it.

    mailbox_id: where its mail ends up, if it was looked at.
    """

    kind: str
    box: str
    mailbox_id: str | None = None
    is_verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """contacts: by contact_id, the oldest first. written_to: the one that they chose; empty before they did.

    removed: keyed hashes of addresses that were theirs, and of where their mail ended up.
    """

    name: str = ""
    language: str = ""
    contacts: dict[str, Contact] = field(default_factory=dict)
    written_to: str = ""
    removed: list[str] = field(default_factory=list)
    preferences: Preferences = AS_USUAL
    is_demo: bool = False
    is_erased: bool = False

    @property
    def is_registered(self) -> bool:
        return bool(self.language)

    @property
    def verified(self) -> dict[str, Contact]:
        return {contact_id: contact for contact_id, contact in self.contacts.items() if contact.is_verified}

    @property
    def mailboxes(self) -> dict[str, Contact]:
        """Those by which what was told earlier is theirs, too: a number may have been somebody else's then."""
        return {contact_id: contact for contact_id, contact in self.verified.items() if contact.kind == EMAIL}

    @property
    def reached_at(self) -> str | None:
        """The contact_id of the address that is written to, as `reaching.reached_at` finds it."""
        return reached_at({name: each.kind for name, each in self.verified.items()}, self.written_to)

    def may_lose(self, contact_id: str) -> bool:
        """Not the last address at which they are reached, nor the last one with which they can sign in."""
        left = {name: each for name, each in self.verified.items() if name != contact_id}
        lost = self.verified.get(contact_id)
        signs_in = any(each.kind == EMAIL for each in left.values())
        return lost is None or (bool(left) and (signs_in or lost.kind != EMAIL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as it came: its keyed hash, `email` or `phone`, and the sealed box. mailbox_id: as in `Contact`."""

    contact_id: str
    kind: str
    box: str
    mailbox_id: str | None = None


NOBODY = Person()


def register(
    person: Person, address: Address, *, language: str, name: str = "", demo: bool = False
) -> tuple[PersonEvent, ...]:
    """Become somebody we can reach, by an address that is known to be theirs. Registering twice is registering once.

    Raises: IllegalMove for somebody who was erased: whoever comes again is somebody new.
    """
    if person.is_erased:
        raise IllegalMove("nobody_here")
    if person.is_registered:
        return verify(person, address)
    named = (NameTold(name=_shown(name)),) if name else ()
    return (PersonRegistered(language=language, demo=demo), *named, *verify(NOBODY, address))


def verify(person: Person, address: Address) -> tuple[PersonEvent, ...]:
    """They showed that the address is theirs. Nothing happens when that is known."""
    known = person.contacts.get(address.contact_id)
    if known is not None and known.is_verified:
        return ()
    kept = AddressKept(contact_id=address.contact_id, kind=address.kind, mailbox_id=address.mailbox_id, box=address.box)
    return (*(() if known else (kept,)), ContactVerified(contact_id=address.contact_id))


def describe(person: Person, *, name: str, language: str) -> tuple[PersonEvent, ...]:
    """Be called so, and be written to in this language.

    Raises: IllegalMove for somebody who is not, or no longer, here.
    """
    _require_here(person)
    shown = _shown(name)
    renamed = (NameTold(name=shown),) if shown != person.name else ()
    spoken = (LanguageChosen(language=language),) if language != person.language else ()
    return (*renamed, *spoken)


def add(person: Person, address: Address) -> tuple[PersonEvent, ...]:
    """One more address, which they showed to be theirs.

    Raises: IllegalMove for somebody who is not here; Refused when they have as many as one person may.
    """
    _require_here(person)
    if address.contact_id not in person.contacts:
        require_room(person)
    return verify(person, address)


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
            return _with(person, event.contact_id, replace(person.contacts[event.contact_id], is_verified=True))
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
        language=person.language,
        erased=person.is_erased,
    )


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
