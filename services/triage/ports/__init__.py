"""What triage needs of the world, in its own words. Calls may block on a database, or raise TryAgain."""

from services.triage.ports.cases import After, AllCases, Cases, CasesOfHelpers, CasesToRead, NewId, Traces
from services.triage.ports.helpers import AllHelpers, Helpers, HelpersToRead, Neighbours
from services.triage.ports.keeping import Aged, HeldCases, Leftovers
from services.triage.ports.neighbourhood import Neighbourhood, OnCall
from services.triage.ports.people import AllContacts, Contacts, ContactsToRead, Sessions
from services.triage.ports.roles import AllRoles, RolesOfPeople, RolesToRead

__all__ = [
    "After",
    "Aged",
    "AllCases",
    "AllContacts",
    "AllHelpers",
    "AllRoles",
    "Cases",
    "CasesOfHelpers",
    "CasesToRead",
    "Contacts",
    "ContactsToRead",
    "HeldCases",
    "Helpers",
    "HelpersToRead",
    "Leftovers",
    "Neighbourhood",
    "Neighbours",
    "NewId",
    "OnCall",
    "RolesOfPeople",
    "RolesToRead",
    "Sessions",
    "Traces",
]
