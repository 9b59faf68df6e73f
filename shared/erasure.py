"""Who and what is to be forgotten, and stays forgotten: a ledger of ids and keyed hashes, and a list of work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

SOMEBODY = "erased"
"""What stands in a history where somebody stood."""


class Of(StrEnum):
    """What the id is of. A contact is forgotten as it was until then: the same address may come again."""

    PERSON = "person"
    CONTACT = "contact"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """at: when it was asked for."""

    of: Of
    id: str
    at: datetime


class Ledger(Protocol):
    """Every call may block on a database; where it is away, an implementation raises TryAgain."""

    def add(self, erasures: Sequence[Erasure]) -> None:
        """Adding twice is adding once; of a contact the last time counts, for it may have come again."""

    def known(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these are people or reports that were erased."""


class Work(Protocol):
    """The ledger as those see it who do the work."""

    def undone(self, limit: int) -> Sequence[Erasure]:
        """What may still stand somewhere, the oldest first."""

    def done(self, erasure: Erasure) -> None:
        """Nothing of it is left. What was added anew meanwhile stays to be done."""


def of_person(person_id: str, contact_ids: Collection[str], at: datetime) -> Sequence[Erasure]:
    """The person comes last: whoever finds them in the ledger finds their addresses as well."""
    contacts = [Erasure(of=Of.CONTACT, id=each, at=at) for each in contact_ids]
    return [*contacts, Erasure(of=Of.PERSON, id=person_id, at=at)]
