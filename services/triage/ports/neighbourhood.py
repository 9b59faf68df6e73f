"""The pack, as use cases see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.triage.domain.facts import Around
from services.triage.domain.policy import Deadline, Policy
from services.triage.domain.report import Report
from services.triage.domain.task import Task, Ways
from shared.events.place import Place
from shared.events.triage import Circle
from shared.signs.signs import Signs


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Somebody who answers now."""

    name: str
    phone: str


class Neighbourhood(Protocol):
    """The pack, as triage's use cases see it. Blocks on nothing."""

    @property
    def policy(self) -> Policy: ...

    @property
    def ways(self) -> Ways:
        """How neighbours are asked and kept from harm."""

    def around(self, report: Report, at: datetime) -> Around:
        """What it says about a report, here and now."""

    def task(self, category: str) -> Task | None:
        """What a neighbour can do about it; None where it is for professionals."""

    def come_at(self, report: Report) -> datetime | None:
        """When a neighbour should come, as it was told; None where nobody said it, or not so that it is a time."""

    def has_action(self, action: str) -> bool:
        """Whether a team can say that it did this."""

    def deadline(self, start: datetime, length: Deadline) -> datetime:
        """When a deadline falls due that started at an instant."""

    def on_call(self, at: datetime) -> OnCall | None:
        """Who answers at an instant (rule R8)."""

    def local(self, at: datetime) -> datetime:
        """The instant in the pack's zone."""

    def quiet_until(self, at: datetime) -> datetime | None:
        """When the quiet hours end in which it is; None when it is not in quiet hours (rule R11)."""

    def rough_area(self, place: Place) -> Circle:
        """The circle that stands for a place (rule R5)."""

    def signs_in(self, words: str, language: str) -> Signs:
        """The signs in what somebody wrote; language: of the page they wrote it on, empty where nobody knows."""

    def address_key(self, address: str) -> str:
        """Two spellings of one address have the same key."""
