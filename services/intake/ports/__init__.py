"""What intake needs of the world, in its own words. Calls may block on a database; one that is away raises TryAgain."""

from services.intake.ports.contacts import Contact, ContactKind, Contacts, Sealed
from services.intake.ports.keeping import HeldReports, Leftovers, Old
from services.intake.ports.people import People
from services.intake.ports.photo_encoder import Made, PhotoEncoder
from services.intake.ports.places import Places
from services.intake.ports.reports import (
    Deed,
    Histories,
    Listed,
    Mint,
    PublicReports,
    ReferenceTaken,
    Reports,
    RequestTaken,
    Traces,
    Wish,
)
from services.intake.ports.senders import ApiKeys, KeyUses, Minutes, Uses
from services.intake.ports.stories import Stories, Told

__all__ = [
    "ApiKeys",
    "Contact",
    "ContactKind",
    "Contacts",
    "Deed",
    "HeldReports",
    "Histories",
    "KeyUses",
    "Leftovers",
    "Listed",
    "Made",
    "Mint",
    "Minutes",
    "Old",
    "People",
    "PhotoEncoder",
    "Places",
    "PublicReports",
    "ReferenceTaken",
    "Reports",
    "RequestTaken",
    "Sealed",
    "Stories",
    "Told",
    "Traces",
    "Uses",
    "Wish",
]
