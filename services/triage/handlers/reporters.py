"""Who may be the reporter of a case, as far as their contact tells."""

from services.triage.domain.case import Case
from services.triage.ports import Contacts


def reporters_of(case: Case, contacts: Contacts) -> frozenset[str]:
    """Person ids of whoever is known by the reporter's contact, verified or not: what protects counts both (R9)."""
    return frozenset(person for known in case.told.known_by for person in contacts.people_of(known))
