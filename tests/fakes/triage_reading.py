"""Triage's stores in memory, to change and to ask: cases with their histories, and roles."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from services.triage.domain.case import Case
from services.triage.domain.due import next_due_at
from services.triage.domain.evolve import evolve
from services.triage.domain.roles import Roles
from services.triage.domain.roles_evolve import evolve as evolve_roles
from services.triage.domain.shelves import ShelvedCase, shelved, shelves_of
from services.triage.ports import After
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.codec import to_document, without_words
from shared.events.event import Recorded
from shared.events.triage import CaseEvent
from shared.events.triage_people import Role, RoleEvent
from shared.repository import Found
from tests.fakes.repository import FakeRepository

_FIRST = datetime.min.replace(tzinfo=UTC)


class CasesInMemory(FakeRepository[Case, CaseEvent]):
    """Passes as `AllCases`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=Case(), evolve=evolve, clock=clock, next_due_at=next_due_at)
        self._histories: dict[str, list[Mapping[str, Any]]] = {}

    def append(self, found: Found[Case], events: Sequence[CaseEvent], *, by: str) -> Found[Case]:
        after = super().append(found, events, by=by)
        fresh = self.recorded[len(self.recorded) - len(events) :] if events else []
        self._histories.setdefault(found.id, []).extend(without_words(to_document(each)) for each in fresh)
        return after

    def told_by(self, contact_ids: Sequence[str]) -> Sequence[Found[Case]]:
        return [each for each in self.all() if each.state.told.contact_id in contact_ids]

    def by_reference(self, reference: str) -> Found[Case]:
        return self._one(each for each in self.all() if each.state.reference == reference)

    def by_invitation(self, invitation_id: str) -> Found[Case]:
        return self._one(
            each
            for each in self.all()
            if any(one.invitation_id == invitation_id for one in each.state.invitations.values())
        )

    def on_which(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        present = [each for each in self.all() if person_id in {*each.state.standing, *each.state.active}]
        return present[::-1][:limit]

    def thanking(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        return [each for each in self.all() if person_id in each.state.thanked][::-1][:limit]

    def of_helper(self, person_id: str) -> Sequence[str]:
        return [each.id for each in self.on_which(person_id, len(self.all()))]

    def on_shelves(self, shelves: Sequence[str], *, after: After | None, limit: int) -> Sequence[ShelvedCase]:
        standing = [shelved(each.id, each.state) for each in self._standing(shelves)]
        ordered = sorted(standing, key=_order)
        later = [each for each in ordered if after is None or _order(each) > (after.due_at, after.case_id)]
        return later[:limit]

    def count_on_shelves(self, shelves: Sequence[str], *, up_to: int) -> int:
        return min(len(list(self._standing(shelves))), up_to)

    def history(self, case_id: str) -> Sequence[Mapping[str, Any]]:
        return self._histories.get(case_id, [])

    def all(self) -> Sequence[Found[Case]]:
        return list(self._found.values())

    def _standing(self, shelves: Sequence[str]) -> Iterator[Found[Case]]:
        return (each for each in self.all() if set(shelves) & set(shelves_of(each.state)))

    def _one(self, found: Iterator[Found[Case]]) -> Found[Case]:
        first = next(found, None)
        if first is None:
            raise NotFound("case")
        return first


def _order(case: ShelvedCase) -> tuple[Any, str]:
    """An ended case, which is due at no time, stands first, as it does in the database."""
    return (case.due_at or _FIRST, case.case_id)


class RolesInMemory(FakeRepository[Roles, RoleEvent]):
    """Passes as `AllRoles`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=Roles(), evolve=evolve_roles, clock=clock)

    def of(self, person_id: str) -> Roles:
        return self.find(person_id).state

    def page(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        return self._page(lambda _: True, after, limit)

    def holding(self, role: Role, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        return self._page(lambda held: any(one.role is role for one in held.grants), after, limit)

    def waiting(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        return self._page(lambda held: bool(held.proposals), after, limit)

    def history(self, person_id: str) -> Sequence[Mapping[str, Any]]:
        return [without_words(to_document(each)) for subject, each in self.told if subject == person_id]

    def append(self, found: Found[Roles], events: Sequence[RoleEvent], *, by: str) -> Found[Roles]:
        after = super().append(found, events, by=by)
        self.told += [(found.id, each) for each in self.recorded[len(self.recorded) - len(events) :] if events]
        return after

    @cached_property
    def told(self) -> list[tuple[str, Recorded]]:
        """What happened, with whom it happened to."""
        return []

    def _page(self, wanted: Callable[[Roles], bool], after: str, limit: int) -> Sequence[Found[Roles]]:
        found = [each for each in self._found.values() if each.id > after and wanted(each.state)]
        return sorted(found, key=lambda each: each.id)[:limit]
