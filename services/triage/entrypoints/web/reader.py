"""Who reads the desk: the person, their roles, and the teams they work for, all as they hold now."""

from dataclasses import dataclass

from services.triage.bootstrap import Triage
from services.triage.domain.case import Case
from services.triage.domain.roles import Roles
from shared.events.triage_people import Role
from shared.web.sessions import somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """teams: of whose cases they see the queue. coordinates: for which teams, nobody's in particular meaning all."""

    person_id: str
    roles: frozenset[Role]
    teams: frozenset[str]
    coordinates: frozenset[str]

    @property
    def has_queue(self) -> bool:
        return bool(self.teams)

    def works_on(self, case: Case) -> bool:
        """The case of their team; the safeguarding lead works on every case that is protected."""
        is_lead = Role.SAFEGUARDING_LEAD in self.roles
        return case.decision.team in self.teams or (is_lead and case.is_protected)

    def coordinates_for(self, case: Case) -> bool:
        return self.is_coordinator and (not self.coordinates or case.decision.team in self.coordinates)

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles


def reader_of(triage: Triage) -> Reader:
    """Whoever is signed in, on a route that lets in only people who are. Raises: NotFound, TryAgain."""
    person_id, now = somebody().person_id, triage.clock.now()
    held: Roles = triage.roles.of(person_id)
    return Reader(
        person_id=person_id,
        roles=held.now(now),
        teams=held.teams(Role.CASEWORKER, now) | held.teams(Role.SAFEGUARDING_LEAD, now),
        coordinates=held.teams(Role.COORDINATOR, now),
    )
