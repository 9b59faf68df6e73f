"""Who reads the desk: the person, their roles, and the teams they work for, all as they hold now."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import g

from services.triage.bootstrap import Triage
from services.triage.domain.authority import READERS, coordinates, is_lead, works_for
from services.triage.domain.case import Case
from services.triage.domain.moves import Move
from services.triage.domain.roles import Roles
from shared.events.triage_people import Role
from shared.web.sessions import somebody

LEADS_MOVES = frozenset({Move.PROTECT, Move.LIFT_FLOOR, Move.NAME_PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What somebody may do at the desk. What they see is decided here; what they do, by the handlers again."""

    person_id: str
    roles: Roles
    at: datetime

    @property
    def teams(self) -> frozenset[str]:
        """Of whose cases they see the queue."""
        return self.roles.teams(Role.CASEWORKER, self.at) | self.roles.teams(Role.SAFEGUARDING_LEAD, self.at)

    @property
    def has_queue(self) -> bool:
        return bool(self.teams)

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles.now(self.at)

    @property
    def coordinates(self) -> frozenset[str]:
        """For which teams; nobody's in particular means everybody's."""
        return self.roles.teams(Role.COORDINATOR, self.at)

    def reads(self, case: Case) -> bool:
        """The team's caseworkers, the safeguarding lead and auditors."""
        return works_for(self.roles, case.decision.team, self.at) or bool(self.roles.now(self.at) & READERS)

    def coordinates_for(self, case: Case) -> bool:
        return coordinates(self.roles, case.decision.team, self.at)

    def moves(self, case: Case) -> frozenset[Move]:
        """All for the team, protecting for the safeguarding lead, asking after helpers for a coordinator."""
        if works_for(self.roles, case.decision.team, self.at):
            return frozenset(Move)
        asks_after = {Move.ASK_AFTER} if self.coordinates_for(case) else set()
        return (LEADS_MOVES if is_lead(self.roles, self.at) else frozenset()) | asks_after


def reader_of(triage: Triage) -> Reader:
    """Whoever is signed in, on a route that lets in only people who are. Raises: NotFound, TryAgain."""
    person_id = somebody().person_id
    return Reader(person_id=person_id, roles=roles_of(person_id, triage), at=triage.clock.now())


def roles_of(person_id: str, triage: Triage) -> Roles:
    """As they stood when the request was let in: the door and the page ask for the same, and see the same.

    Raises: TryAgain.
    """
    held = g.setdefault("roles_of_people", {})
    if person_id not in held:
        held[person_id] = triage.roles.of(person_id)
    return cast("Roles", held[person_id])
