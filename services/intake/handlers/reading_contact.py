"""Reads an address as it was typed; a step of receiving a report."""

from collections.abc import Sequence

from services.intake.domain.draft import Problem
from services.intake.domain.wrong import Wrong
from services.intake.ports import Contact, Contacts
from shared.contacts import ForeignLetters, ServiceNumber


def contact_problems(contact: Contact | None, *, contacts: Contacts) -> Sequence[Problem]:
    """What is wrong with an address, for a door that tells all mistakes at once."""
    return normalised(contact, contacts)[1]


def normalised(contact: Contact | None, contacts: Contacts) -> tuple[Contact | None, Sequence[Problem]]:
    if contact is None:
        return None, ()
    try:
        return contacts.normalise(contact), ()
    except ForeignLetters:
        return None, (Problem(field=f"contact.{contact.kind}", wrong=Wrong.FOREIGN_LETTERS),)
    except ServiceNumber:
        return None, (Problem(field=f"contact.{contact.kind}", wrong=Wrong.SERVICE_NUMBER),)
    except ValueError:
        return None, (Problem(field=f"contact.{contact.kind}", wrong=Wrong.NOT_AN_ADDRESS),)
