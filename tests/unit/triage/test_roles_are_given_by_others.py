"""Roles are given by others, never by oneself, and the weightiest by two people."""

import pytest

from services.triage.domain.roles import Roles, evolve, grant, revoke
from services.triage.handlers.grant_role import GrantRole, grant_role
from services.triage.handlers.revoke_role import RevokeRole, revoke_role
from services.triage.handlers.vet_helper import VetHelper, vet_helper
from shared.errors import NotFound, Refused
from shared.events.fold import fold
from shared.events.triage_people import Grant, Role, RoleEvent, RoleGranted, RoleProposed, RoleRevoked
from shared.ids import PersonId
from tests.factories.cases import ANNA, DAY, HOUR, NOON
from tests.fakes.triage import World

ADMIN, SECOND = "ada", "bea"
LEAD = Grant(role=Role.SAFEGUARDING_LEAD)
WORKER = Grant(role=Role.CASEWORKER, team="streets")


def after(*events: RoleEvent) -> Roles:
    return fold(evolve, Roles(), events)


def test_nobody_gives_themselves_a_role() -> None:
    with pytest.raises(Refused, match="not_by_oneself"):
        grant(Roles(), WORKER, to=ADMIN, by=ADMIN)


def test_a_caseworker_works_for_a_team() -> None:
    with pytest.raises(Refused, match="team_needed"):
        grant(Roles(), Grant(role=Role.CASEWORKER), to=ANNA, by=ADMIN)


def test_one_person_alone_makes_no_safeguarding_lead() -> None:
    proposed = grant(Roles(), LEAD, to=ANNA, by=ADMIN)
    assert proposed == (RoleProposed(proposed_by=ADMIN, role=Role.SAFEGUARDING_LEAD),)
    assert grant(after(*proposed), LEAD, to=ANNA, by=ADMIN) == ()


def test_two_people_together_do() -> None:
    proposed = after(*grant(Roles(), LEAD, to=ANNA, by=ADMIN))
    made = after(
        RoleProposed(proposed_by=ADMIN, role=Role.SAFEGUARDING_LEAD), *grant(proposed, LEAD, to=ANNA, by=SECOND)
    )
    assert Role.SAFEGUARDING_LEAD in made.now(NOON)
    assert not made.proposals


def test_a_role_ends_when_it_was_said_to() -> None:
    given = after(RoleGranted(role=Role.AUDITOR, expires_at=NOON + DAY))
    assert given.now(NOON + HOUR) == {Role.AUDITOR}
    assert given.now(NOON + DAY) == frozenset()


def test_giving_a_role_again_replaces_its_end() -> None:
    given = after(RoleGranted(role=Role.AUDITOR, expires_at=NOON), RoleGranted(role=Role.AUDITOR))
    assert given.grants == [Grant(role=Role.AUDITOR)]


def test_somebody_may_work_for_two_teams_and_leave_one() -> None:
    both = after(RoleGranted(role=Role.CASEWORKER, team="streets"), RoleGranted(role=Role.CASEWORKER, team="parks"))
    assert both.teams(Role.CASEWORKER, NOON) == {"streets", "parks"}
    left = after(
        *(RoleGranted(role=g.role, team=g.team) for g in both.grants), *revoke(both, role=Role.CASEWORKER, team="parks")
    )
    assert left.teams(Role.CASEWORKER, NOON) == {"streets"}


def test_what_is_not_held_cannot_be_taken_back() -> None:
    assert revoke(Roles(), role=Role.AUDITOR, team=None) == ()
    assert revoke(after(RoleGranted(role=Role.AUDITOR)), role=Role.AUDITOR, team=None) == (
        RoleRevoked(role=Role.AUDITOR),
    )


def test_only_an_administrator_or_an_operator_gives_roles() -> None:
    world = World()
    wish = GrantRole(person_id=PersonId(ANNA), by="nobody", role=Role.COORDINATOR)
    with pytest.raises(NotFound):
        grant_role(wish, roles=world.roles, clock=world.clock)
    world.with_role(ADMIN, Role.ADMINISTRATOR)
    grant_role(
        GrantRole(person_id=PersonId(ANNA), by=ADMIN, role=Role.COORDINATOR), roles=world.roles, clock=world.clock
    )
    assert Role.COORDINATOR in world.roles.get(ANNA).state.now(NOON)
    revoke_role(
        RevokeRole(person_id=PersonId(ANNA), by=ADMIN, role=Role.COORDINATOR), roles=world.roles, clock=world.clock
    )
    assert not world.roles.get(ANNA).state.now(NOON)


def test_nobody_vets_themselves() -> None:
    world = World()
    world.with_helper(ANNA)
    world.with_role(ANNA, Role.COORDINATOR)
    with pytest.raises(Refused, match="not_by_oneself"):
        vet_helper(
            VetHelper(person_id=PersonId(ANNA), by=ANNA, tier=3),
            helpers=world.helpers,
            roles=world.roles,
            clock=world.clock,
        )


def test_a_caseworker_does_not_vet() -> None:
    world = World()
    world.with_helper(ANNA)
    world.with_role("kai", Role.CASEWORKER, "streets")
    with pytest.raises(NotFound):
        vet_helper(
            VetHelper(person_id=PersonId(ANNA), by="kai", tier=3),
            helpers=world.helpers,
            roles=world.roles,
            clock=world.clock,
        )
