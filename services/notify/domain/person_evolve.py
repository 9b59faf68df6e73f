"""What somebody becomes by what happened to them, and what other services may know of it."""

from dataclasses import replace
from typing import assert_never

from services.notify.domain.holding import Hold, bounced
from services.notify.domain.preferences import Pace, Preferences
from services.notify.domain.somebody import Contact, Person
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


def _verified(contact: Contact, event: ContactVerified) -> Contact:
    hold = Hold(since=event.held_since, shown_at=event.shown_at) if event.shown_at else contact.hold
    return replace(contact, is_verified=True, hold=hold)


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
