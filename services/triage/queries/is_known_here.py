"""Is there such a person?"""

from services.triage.ports import Contacts, HelpersToRead, RolesToRead


def is_known_here(person_id: str, *, roles: RolesToRead, helpers: HelpersToRead, contacts: Contacts) -> bool:
    """Whoever has or had a role, offered to help, or was told of by notify, where people sign in."""
    return bool(roles.find(person_id).version or helpers.find(person_id).version or contacts.knows(person_id))
