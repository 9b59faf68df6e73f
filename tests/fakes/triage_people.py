"""Helpers, contacts and sessions in memory, for triage's use cases."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Generic, TypeVar

from services.triage.domain.claiming import next_due_at
from services.triage.domain.helper import Helper
from services.triage.domain.helper_evolve import evolve
from services.triage.domain.search import Search
from shared.clock import Clock
from shared.events.place import distance_m
from shared.events.triage_people import HelperEvent
from shared.repository import Found
from tests.fakes.repository import FakeRepository

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


State = TypeVar("State")
Event = TypeVar("Event")


class Racing(FakeRepository[State, Event], Generic[State, Event]):
    """A repository in which somebody else may write between a reading and the writing that follows."""

    def hand_out_once(self, stale: Found[State]) -> None:
        """Let the next who reads it get this, as if they had read it before somebody else wrote."""
        self._stale[stale.id] = stale

    def find(self, aggregate_id: str) -> Found[State]:
        return self._handed_out(aggregate_id) or super().find(aggregate_id)

    def _handed_out(self, aggregate_id: str) -> Found[State] | None:
        return self._stale.pop(aggregate_id, None)

    @cached_property
    def _stale(self) -> dict[str, Found[State]]:
        return {}


class FakeHelpers(Racing[Helper, HelperEvent]):
    """Passes as `AllHelpers`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=Helper(), evolve=evolve, clock=clock, next_due_at=next_due_at)
        self._happened: dict[str, list[HelperEvent]] = {}

    def in_turn(self, search: Search) -> Iterator[Found[Helper]]:
        """Looked up when the first is read, as a database does: whoever was asked meanwhile is no newcomer any more."""
        asked = [each for each in self._found.values() if _fits(each, search)]
        ordered = sorted(asked, key=lambda each: (each.state.last_asked_at or _LONG_AGO, each.id))
        yield from (self._handed_out(each.id) or each for each in ordered)

    def append(self, found: Found[Helper], events: Sequence[HelperEvent], *, by: str) -> Found[Helper]:
        after = super().append(found, events, by=by)
        self._happened.setdefault(found.id, []).extend(events)
        return after

    def happened_to(self, person_id: str) -> Sequence[HelperEvent]:
        return self._happened.get(person_id, [])

    def asked_about(self, person_id: str) -> Sequence[str]:
        told = (getattr(each, "case_id", None) for each in self.happened_to(person_id))
        return list(dict.fromkeys(each for each in told if each))

    def all(self) -> Sequence[Found[Helper]]:
        return list(self._found.values())

    def next_due(self, found: Found[Helper]) -> datetime | None:
        return next_due_at(found.state)


def _fits(found: Found[Helper], search: Search) -> bool:
    helper = found.state
    return (
        helper.home is not None
        and not helper.is_revoked
        and search.capability in helper.capabilities
        and helper.tier >= search.tier
        and (helper.last_asked_at is None) is search.newcomers
        and distance_m(helper.home, search.place) <= search.radius_m
    )


class FakeContacts:
    """Passes as `AllContacts`."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, frozenset[str]]] = {}
        self._verified: dict[str, Sequence[str]] = {}
        self._opens_from: dict[str, Mapping[str, datetime]] = {}

    def people_of(self, contact_id: str) -> frozenset[str]:
        return frozenset(person for person, (_, contacts) in self._known.items() if contact_id in contacts)

    def knows(self, person_id: str) -> bool:
        return person_id in self._known

    def keep(
        self,
        person_id: str,
        contact_ids: Sequence[str],
        *,
        version: int,
        verified: Sequence[str] = (),
        opens_from: Mapping[str, datetime] | None = None,
    ) -> None:
        known, _ = self._known.get(person_id, (0, frozenset()))
        if version > known:
            self._known[person_id] = (version, frozenset(contact_ids))
            self._verified[person_id] = tuple(verified)
            self._opens_from[person_id] = dict(opens_from or {})

    def verified_of(self, person_id: str) -> Sequence[str]:
        return self._verified.get(person_id, ())

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        return self._opens_from.get(person_id, {})


class FakeSessions:
    """Passes as `Sessions`."""

    def __init__(self) -> None:
        self._revoked: set[str] = set()

    def revoke(self, session_id: str, person_id: str, at: datetime) -> None:  # noqa: ARG002 the port's shape
        self._revoked.add(session_id)

    def is_revoked(self, session_id: str) -> bool:
        return session_id in self._revoked
