"""Roles are given by others, never by oneself, until a day, and the weightiest by two people."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.triage.domain.role_proposals import Proposal
from services.triage.domain.roles import LONGEST, Roles, drop, grant, revoke, second
from services.triage.domain.roles_evolve import evolve
from services.triage.handlers.drop_role_proposal import DropRoleProposal, drop_role_proposal
from services.triage.handlers.grant_role import GrantRole, grant_role
from services.triage.handlers.revoke_role import RevokeRole, revoke_role
from services.triage.handlers.second_role import SecondRole, second_role
from services.triage.handlers.vet_helper import VetHelper, vet_helper
from shared.errors import NotFound, Refused
from shared.events.fold import fold
from shared.events.triage_people import (
    Grant,
    ProposalDropped,
    Role,
    RoleEvent,
    RoleGranted,
    RoleProposed,
    RoleRevoked,
)
from shared.ids import PersonId
from tests.factories.cases import ANNA, DAY, HOUR, NOON
from tests.fakes.triage import World

ADMIN, SECOND, WHY = "ada", "bea", "joined_team"
END = NOON + 30 * DAY
LEAD = Grant(role=Role.SAFEGUARDING_LEAD, expires_at=END)
WORKER = Grant(role=Role.CASEWORKER, team="streets", expires_at=END)
AUDITOR = Grant(role=Role.AUDITOR, expires_at=END)
ADMINISTRATOR = Grant(role=Role.ADMINISTRATOR, expires_at=END)
MADE_ADMINISTRATOR = RoleGranted(role=Role.ADMINISTRATOR, expires_at=END, reason=WHY)
PROPOSED = RoleProposed(proposed_by=ADMIN, role=Role.SAFEGUARDING_LEAD, expires_at=END, reason=WHY)
MADE_LEAD = RoleGranted(role=Role.SAFEGUARDING_LEAD, expires_at=END, reason=WHY)


def after(*events: RoleEvent) -> Roles:
    return fold(evolve, Roles(), events)


def anybody(who: str) -> bool:  # noqa: ARG001 -- as the handlers ask
    return True


def given(wish: Grant, *before: RoleEvent, by: str = ADMIN) -> tuple[RoleEvent, ...]:
    return grant(after(*before), wish, to=ANNA, by=by, reason=WHY, at=NOON, administrates=anybody)


def test_nobody_gives_themselves_a_role_or_takes_or_seconds_or_drops_one() -> None:
    held = after(RoleGranted(role=Role.AUDITOR, expires_at=END), PROPOSED)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: grant(held, WORKER, to=ADMIN, by=ADMIN, reason=WHY, at=NOON, administrates=anybody),
        lambda: second(held, LEAD, to=SECOND, by=SECOND, at=NOON, administrates=anybody),
        lambda: drop(held, LEAD, to=ADMIN, by=ADMIN, reason=WHY),
        lambda: revoke(held, role=Role.AUDITOR, team=None, to=ADMIN, by=ADMIN, reason=WHY),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="not_by_oneself"):
            attempt()


def test_a_caseworker_works_for_a_team() -> None:
    with pytest.raises(Refused, match="team_needed"):
        given(replace(WORKER, team=None))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.HELPER])
def test_who_sees_or_gives_for_all_does_so_for_no_team_in_particular(role: Role) -> None:
    with pytest.raises(Refused, match="no_team"):
        given(Grant(role=role, team="streets", expires_at=END))


def test_every_role_ends_some_day_that_is_still_to_come_and_not_too_far() -> None:
    for end, code in ((None, "end_missing"), (NOON, "end_passed"), (NOON + LONGEST + HOUR, "end_too_far")):
        with pytest.raises(Refused, match=code):
            given(replace(WORKER, expires_at=end))
    assert given(replace(WORKER, expires_at=NOON + LONGEST))


def test_giving_what_is_held_changes_nothing() -> None:
    assert given(AUDITOR, *given(AUDITOR)) == ()


def test_one_person_alone_makes_no_safeguarding_lead() -> None:
    assert given(LEAD) == (PROPOSED,)
    assert given(LEAD, PROPOSED) == ()
    with pytest.raises(Refused, match="second_person_needed"):
        second(after(PROPOSED), LEAD, to=ANNA, by=ADMIN, at=NOON, administrates=anybody)


def test_two_people_together_do() -> None:
    assert given(LEAD, PROPOSED, by=SECOND) == (MADE_LEAD,)
    assert second(after(PROPOSED), LEAD, to=ANNA, by=SECOND, at=NOON, administrates=anybody) == (MADE_LEAD,)
    made = after(PROPOSED, MADE_LEAD)
    assert Role.SAFEGUARDING_LEAD in made.now(NOON)
    assert not made.proposals


def test_one_administrator_alone_makes_no_other() -> None:
    (proposed,) = given(ADMINISTRATOR)
    assert proposed == replace(PROPOSED, role=Role.ADMINISTRATOR)
    assert given(ADMINISTRATOR, proposed, by=SECOND) == (MADE_ADMINISTRATOR,)


def test_of_two_administrators_each_renews_the_other_while_they_are_one() -> None:
    longer = replace(ADMINISTRATOR, expires_at=END + DAY)
    assert given(longer, MADE_ADMINISTRATOR) == (replace(MADE_ADMINISTRATOR, expires_at=END + DAY),)
    over = replace(MADE_ADMINISTRATOR, expires_at=NOON)
    assert isinstance(given(longer, over)[0], RoleProposed)


def test_at_the_machine_one_person_makes_an_administrator_and_no_safeguarding_lead() -> None:
    for wish, kind in ((ADMINISTRATOR, RoleGranted), (LEAD, RoleProposed)):
        (event,) = grant(
            Roles(), wish, to=ANNA, by="office", reason=WHY, at=NOON, administrates=anybody, is_operator=True
        )
        assert isinstance(event, kind)


def test_the_second_agrees_with_what_the_first_said_and_not_with_something_else() -> None:
    longer = replace(LEAD, expires_at=END + DAY)
    assert given(longer, PROPOSED, by=SECOND) == (replace(PROPOSED, proposed_by=SECOND, expires_at=END + DAY),)
    with pytest.raises(Refused, match="not_proposed_any_more"):
        second(after(PROPOSED), longer, to=ANNA, by=SECOND, at=NOON, administrates=anybody)


def test_what_would_be_over_already_is_seconded_by_nobody() -> None:
    with pytest.raises(Refused, match="end_passed"):
        second(after(PROPOSED), LEAD, to=ANNA, by=SECOND, at=END, administrates=anybody)


@pytest.mark.parametrize("by", [ADMIN, SECOND])
def test_what_was_proposed_can_be_let_go_by_whoever_may_give(by: str) -> None:
    dropped = drop(after(PROPOSED), LEAD, to=ANNA, by=by, reason="by_mistake")
    assert dropped == (ProposalDropped(role=Role.SAFEGUARDING_LEAD, expires_at=END, reason="by_mistake"),)
    left = after(PROPOSED, *dropped)
    assert not left.proposals
    assert drop(left, LEAD, to=ANNA, by=by, reason="by_mistake") == ()


def test_a_proposal_that_was_stored_without_a_reason_can_still_be_agreed_with() -> None:
    old = Roles(proposals=[Proposal(grant=LEAD, proposed_by=ADMIN)])
    assert second(old, LEAD, to=ANNA, by=SECOND, at=NOON, administrates=anybody) == (replace(MADE_LEAD, reason=None),)


def test_what_was_proposed_by_somebody_who_may_no_longer_give_roles_stands_no_more() -> None:
    def only_second(who: str) -> bool:
        return who == SECOND

    with pytest.raises(Refused, match="not_proposed_any_more"):
        second(after(PROPOSED), LEAD, to=ANNA, by=SECOND, at=NOON, administrates=only_second)
    again = grant(after(PROPOSED), LEAD, to=ANNA, by=SECOND, reason=WHY, at=NOON, administrates=only_second)
    assert again == (replace(PROPOSED, proposed_by=SECOND),)
    assert drop(after(PROPOSED), LEAD, to=ANNA, by=SECOND, reason=WHY)


def test_what_an_operator_proposed_stands() -> None:
    by_operator = replace(PROPOSED, proposed_by="the office", by_operator=True)
    assert second(after(by_operator), LEAD, to=ANNA, by=SECOND, at=NOON, administrates=lambda _: False) == (MADE_LEAD,)


def test_a_role_ends_when_it_was_said_to() -> None:
    held = after(RoleGranted(role=Role.AUDITOR, expires_at=NOON + DAY))
    assert held.now(NOON + HOUR) == {Role.AUDITOR}
    assert held.now(NOON + DAY) == frozenset()


def test_giving_a_role_again_replaces_its_end() -> None:
    held = after(RoleGranted(role=Role.AUDITOR, expires_at=NOON), RoleGranted(role=Role.AUDITOR))
    assert held.grants == [Grant(role=Role.AUDITOR)]


def test_somebody_may_work_for_two_teams_and_leave_one() -> None:
    both = after(RoleGranted(role=Role.CASEWORKER, team="streets"), RoleGranted(role=Role.CASEWORKER, team="parks"))
    assert both.teams(Role.CASEWORKER, NOON) == {"streets", "parks"}
    left = after(*(RoleGranted(role=g.role, team=g.team) for g in both.grants), *taken(both, Role.CASEWORKER, "parks"))
    assert left.teams(Role.CASEWORKER, NOON) == {"streets"}


def taken(roles: Roles, role: Role, team: str | None = None) -> tuple[RoleEvent, ...]:
    return revoke(roles, role=role, team=team, to=ANNA, by=ADMIN, reason=WHY)


def test_what_is_not_held_cannot_be_taken_back() -> None:
    assert taken(Roles(), Role.AUDITOR) == ()
    assert taken(after(RoleGranted(role=Role.AUDITOR)), Role.AUDITOR) == (RoleRevoked(role=Role.AUDITOR, reason=WHY),)


def test_only_an_administrator_whose_role_holds_gives_seconds_drops_and_takes() -> None:
    world = World()
    world.roles.given(ANNA, PROPOSED)
    who = PersonId(ANNA)
    for by in ("nobody", "late"):
        world.roles.given("late", RoleGranted(role=Role.ADMINISTRATOR, expires_at=NOON))
        with pytest.raises(NotFound):
            grant_role(GrantRole(person_id=who, by=by, grant=AUDITOR, reason=WHY), roles=world.roles, clock=world.clock)
        with pytest.raises(NotFound):
            second_role(SecondRole(person_id=who, by=PersonId(by), grant=LEAD), roles=world.roles, clock=world.clock)
        with pytest.raises(NotFound):
            drop_role_proposal(
                DropRoleProposal(person_id=who, by=by, grant=LEAD, reason=WHY), roles=world.roles, clock=world.clock
            )
        with pytest.raises(NotFound):
            revoke_role(
                RevokeRole(person_id=who, by=by, role=Role.AUDITOR, reason=WHY), roles=world.roles, clock=world.clock
            )
    assert not world.roles.recorded


def test_nobody_agrees_with_whoever_was_administrator_once() -> None:
    world = World()
    for admin in (ADMIN, SECOND):
        world.with_role(admin, Role.ADMINISTRATOR)
    who = PersonId(ANNA)
    grant_role(GrantRole(person_id=who, by=ADMIN, grant=LEAD, reason=WHY), roles=world.roles, clock=world.clock)
    world.roles.given(ADMIN, RoleRevoked(role=Role.ADMINISTRATOR, reason=WHY))
    with pytest.raises(Refused, match="not_proposed_any_more"):
        second_role(SecondRole(person_id=who, by=PersonId(SECOND), grant=LEAD), roles=world.roles, clock=world.clock)


def test_administrators_give_second_and_take() -> None:
    world = World()
    for admin in (ADMIN, SECOND):
        world.with_role(admin, Role.ADMINISTRATOR)
    who = PersonId(ANNA)
    for wish in (AUDITOR, LEAD):
        grant_role(GrantRole(person_id=who, by=ADMIN, grant=wish, reason=WHY), roles=world.roles, clock=world.clock)
    assert world.roles.get(ANNA).state.now(NOON) == {Role.AUDITOR}
    second_role(SecondRole(person_id=who, by=PersonId(SECOND), grant=LEAD), roles=world.roles, clock=world.clock)
    assert world.roles.get(ANNA).state.now(NOON) == {Role.AUDITOR, Role.SAFEGUARDING_LEAD}
    for role in (Role.AUDITOR, Role.SAFEGUARDING_LEAD):
        revoke_role(RevokeRole(person_id=who, by=ADMIN, role=role, reason=WHY), roles=world.roles, clock=world.clock)
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
