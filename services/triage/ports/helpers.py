"""Helpers, to find, to change and to ask for."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from services.triage.domain.helper import Helper
from services.triage.domain.search import Search
from shared.events.triage_people import HelperEvent
from shared.repository import Found, Repository

Helpers = Repository[Helper, HelperEvent]


class Neighbours(Protocol):
    """Finds helpers who may be asked."""

    def in_turn(self, search: Search) -> Iterator[Found[Helper]]:
        """Least recently asked first. What the domain asks beyond the search (hours, exact distance) it asks itself."""


class HelpersToRead(Protocol):
    """For questions: finds helpers and changes none."""

    def find(self, person_id: str) -> Found[Helper]:
        """Version 0 for somebody who is no helper."""

    def asked_about(self, person_id: str) -> Sequence[str]:
        """Ids of all cases about which they were ever asked, each once, the oldest first."""


class AllHelpers(Helpers, HelpersToRead, Neighbours, Protocol):
    """Helpers, to change and to ask for."""
