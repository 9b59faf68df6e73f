"""Who may do what is found alike in memory and on a real database."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from deploy.local.stores import Stores
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.bootstrap import INDEXES
from services.triage.domain.roles import Roles
from services.triage.queries.roles_of_person import Standing, roles_of_person
from shared.clock import StoppedClock
from shared.events.triage_people import ProposalDropped, Role, RoleEvent, RoleGranted, RoleProposed, RoleRevoked
from shared.repository import Found
from tests.databases import own_database
from tests.factories.cases import ANNA, BO, CARL, DAY, NOON
from tests.fakes.triage_reading import RolesInMemory

CLOCK = StoppedClock(NOON)
END = NOON + DAY
ADMIN, LEAD = "ada", Role.SAFEGUARDING_LEAD


@pytest.fixture(params=["in memory", "on a real database"])
def roles(request: pytest.FixtureRequest, stores: Stores) -> Iterator[RolesInMemory | MongoRoles]:
    if request.param == "in memory":
        yield RolesInMemory(clock=CLOCK)
        return
    with own_database(stores, "triage", INDEXES) as database:
        yield MongoRoles(database, clock=CLOCK)


def given(roles: RolesInMemory | MongoRoles, person_id: str, *events: RoleEvent) -> None:
    roles.append(roles.find(person_id), events, by=ADMIN)


def ids(found: Sequence[Found[Roles]]) -> list[str]:
    return [each.id for each in found]


def proposed() -> RoleProposed:
    return RoleProposed(proposed_by=ADMIN, role=LEAD, expires_at=END, reason="new_duty")


def test_who_holds_a_role_is_found_a_page_at_a_time(roles: RolesInMemory | MongoRoles) -> None:
    for person in (CARL, ANNA, BO):
        given(roles, person, RoleGranted(role=Role.AUDITOR, expires_at=END), RoleGranted(role=Role.HELPER))
    given(roles, BO, RoleRevoked(role=Role.AUDITOR, reason="left_team"))
    everybody = sorted((ANNA, BO, CARL))
    holding = sorted((ANNA, CARL))
    assert ids(roles.holding(Role.AUDITOR, after="", limit=5)) == holding
    assert ids(roles.holding(Role.AUDITOR, after=holding[0], limit=5)) == holding[1:]
    assert ids(roles.holding(Role.HELPER, after="", limit=2)) == everybody[:2]
    assert not roles.holding(Role.COORDINATOR, after="", limit=5)


def test_what_waits_for_a_second_person_is_found_until_it_is_agreed_with_or_let_go(
    roles: RolesInMemory | MongoRoles,
) -> None:
    for person in (ANNA, BO, CARL):
        given(roles, person, proposed())
    given(roles, BO, RoleGranted(role=LEAD, expires_at=END, reason="new_duty"))
    given(roles, CARL, ProposalDropped(role=LEAD, expires_at=END, reason="by_mistake"))
    assert ids(roles.waiting(after="", limit=5)) == [ANNA]
    assert ids(roles.holding(LEAD, after="", limit=5)) == [BO]


def test_both_roles_that_take_two_people_wait_together_in_order(roles: RolesInMemory | MongoRoles) -> None:
    new_administrator = replace(proposed(), role=Role.ADMINISTRATOR)
    given(roles, ANNA, proposed(), new_administrator)
    given(roles, BO, new_administrator)
    waiting = sorted((ANNA, BO))
    assert ids(roles.waiting(after="", limit=5)) == waiting
    assert ids(roles.waiting(after=waiting[0], limit=5)) == waiting[1:]


def test_the_history_says_who_when_why_and_until_when(roles: RolesInMemory | MongoRoles) -> None:
    given(roles, ANNA, proposed())
    roles.append(roles.find(ANNA), (RoleGranted(role=LEAD, expires_at=END, reason="new_duty"),), by=BO)
    view = roles_of_person(roles.find(ANNA), roles=roles, now=NOON)
    assert [(one.kind, one.by, one.at, one.reason) for one in view.history] == [
        (RoleProposed, ADMIN, NOON, "new_duty"),
        (RoleGranted, BO, NOON, "new_duty"),
    ]
    (held,) = view.held
    assert (held.grant.expires_at, held.standing, held.told) == (END, Standing.HOLDS, view.history[1])
    assert roles_of_person(roles.find(ANNA), roles=roles, now=END).held[0].standing is Standing.ENDED
