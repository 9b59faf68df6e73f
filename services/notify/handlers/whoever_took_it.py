"""Who works on a case now: its team, and whether whoever took it is still of it; a step of hearing what happened."""

from collections.abc import Sequence
from datetime import datetime

from services.notify.domain.delivery import Recipient
from services.notify.domain.matter import CaseSeen
from services.notify.domain.note import Everybody, Note
from services.notify.domain.planning import Staff
from services.notify.domain.telling_of_teams import with_the_team_for
from services.notify.ports.people import People, Roles
from shared.events.triage_people import Role

ROLES = {Everybody.COORDINATORS: Role.COORDINATOR, Everybody.CASEWORKERS: Role.CASEWORKER}


def as_they_work_now(
    notes: Sequence[Note], seen: CaseSeen | None, *, roles: Roles, at: datetime, team: str | None = None
) -> Sequence[Note]:
    """Asks only where they are told something. team: of the case, where nobody was told whose it is."""
    took = seen.taken_by if seen is not None else None
    if seen is None or took is None or all(note.to != Recipient(person_id=took) for note in notes):
        return notes
    works_here = took in roles.holders(Role.CASEWORKER, at, team=seen.told_team or seen.team or team)
    return notes if works_here else [*with_the_team_for(took, notes)]


def staff_for(notes: Sequence[Note], roles: Roles, people: People, *, team: str | None, at: datetime) -> Staff:
    asked = {each.to for note in notes for each in (note, note.otherwise) if each is not None}
    groups = [each for each in Everybody if each in asked]
    of = {each: roles.holders(ROLES[each], at, team=team) for each in groups}
    somebody = {person_id for some in of.values() for person_id in some}
    return Staff(of=of, reachable=people.reachable(somebody) if somebody else ())
