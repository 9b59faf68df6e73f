"""Roles by command: given, listed, and taken back; how the first administrator of a new place comes to be."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import click

from services.triage.bootstrap import Triage
from services.triage.domain.roles import USUALLY
from services.triage.entrypoints.cli.at_hand import BY, REASON, at_hand, do
from services.triage.handlers.drop_role_proposal import DropRoleProposal
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.revoke_role import RevokeRole
from services.triage.queries.is_known_here import is_known_here
from services.triage.queries.roles_of_person import RoleHeld, RolesOfPerson, every_role
from shared.events.triage_people import Grant, Role
from shared.ids import PersonId
from shared.operators.words import INSTANT
from shared.pack.common import with_code
from shared.pack.working_time import end_of

AGREES = "who agrees says so at /desk/roles, or is named by --second in the same command"
MISTYPED = "their number stands at the bottom of /me. If this is another one, take the role back with revoke-role"
ROLE = click.Choice([role.value for role in Role])


def about_a_role(command: Callable[..., None]) -> Callable[..., None]:
    """Of whom, which role, and for which team."""
    team = click.option("--team", help="For which team, by its code; a caseworker needs one.")
    role = click.argument("role", type=ROLE)
    return click.argument("person_id")(role(team(command)))


@click.command("grant-role")
@about_a_role
@click.option("--until", type=INSTANT, help="When it ends, with an offset; in a year where nothing is said.")
@BY
@REASON
@click.option("--second", help="Who agrees; a safeguarding lead needs two people.")
def grant_role(
    person_id: str, role: str, team: str | None, until: datetime | None, by: str, reason: str, second: str | None
) -> None:
    """Give somebody a role: how the first administrator of a new place comes to be.

    Who gave it, when, why and until when stands in the history, as when it is given at the desk.
    """
    triage = at_hand()
    grant = Grant(role=Role(role), team=_known(triage, team), expires_at=until or _in_a_year(triage))
    wish = GrantRole(person_id=PersonId(person_id), by=by, grant=grant, reason=reason, is_operator=True)
    is_known = is_known_here(person_id, roles=triage.roles, helpers=triage.helpers, contacts=triage.contacts)
    for who in filter(None, (by, second)):
        do(partial(triage.grant_role, replace(wish, by=who)))
    held = triage.roles.of(person_id).grants
    click.echo(f"granted: {role}" if grant in held else f"{role} waits for a second person; {AGREES}")
    if not is_known:
        click.echo(f"{person_id} has never signed in here; {MISTYPED}", err=True)


@click.command("revoke-role")
@about_a_role
@BY
@REASON
def revoke_role(person_id: str, role: str, team: str | None, by: str, reason: str) -> None:
    """Take a role back; it acts with the next request. Who took it, when and why stands in the history."""
    triage, wish = at_hand(), Role(role)
    if not any((one.role, one.team) == (wish, team) for one in triage.roles.of(person_id).grants):
        raise click.ClickException(f"{person_id} does not hold the role {role}{_of(team)}")
    command = RevokeRole(person_id=PersonId(person_id), by=by, role=wish, team=team, reason=reason, is_operator=True)
    do(lambda: triage.revoke_role(command))
    click.echo(f"revoked: {role}")


@click.command("drop-role-proposal")
@about_a_role
@BY
@REASON
def drop_role_proposal(person_id: str, role: str, team: str | None, by: str, reason: str) -> None:
    """Let a role that waits for a second person not be given."""
    triage, wish = at_hand(), Role(role)
    waiting = [one.grant for one in triage.roles.of(person_id).proposals]
    found = [one for one in waiting if (one.role, one.team) == (wish, team)]
    if not found:
        raise click.ClickException(f"nobody proposes the role {role}{_of(team)} for {person_id}")
    command = partial(DropRoleProposal, person_id=PersonId(person_id), by=by, reason=reason, is_operator=True)
    for grant in found:
        do(partial(triage.drop_role_proposal, command(grant=grant)))
    click.echo(f"dropped: {role}")


@click.command("list-roles")
@click.option("--role", type=ROLE, help="Only this role.")
def list_roles(role: str | None) -> None:
    """Who may do what: a JSON object for each role that was given or proposed; `standing`: holds, ended or waits."""
    triage = at_hand()
    for person in every_role(roles=triage.roles, now=triage.clock.now()):
        for line in _lines(person):
            if role in (None, line["role"]):
                click.echo(json.dumps(line))


def _lines(person: RolesOfPerson) -> Iterator[Mapping[str, Any]]:
    return (_line(person.person_id, one) for one in (*person.held, *person.waiting))


def _line(person_id: str, held: RoleHeld) -> Mapping[str, Any]:
    grant, told = held.grant, held.told
    return {
        "person_id": person_id,
        "role": grant.role.value,
        "team": grant.team,
        "standing": held.standing.value,
        "until": grant.expires_at.isoformat() if grant.expires_at else None,
        "by": told.by if told else None,
        "at": told.at.isoformat() if told else None,
        "reason": told.reason if told else None,
    }


def _known(triage: Triage, team: str | None) -> str | None:
    """Raises: BadParameter for a team that the pack does not have."""
    if team is not None and with_code(triage.pack.common.teams, team) is None:
        raise click.BadParameter(f"{team} is no team here", param_hint="--team")
    return team


def _in_a_year(triage: Triage) -> datetime:
    """When the day is over, so that two people who say nothing on one day mean the same."""
    zone = triage.pack.common.neighbourhood.zone
    return end_of(triage.neighbourhood.local(triage.clock.now() + USUALLY).date(), zone)


def _of(team: str | None) -> str:
    return f" for {team}" if team else ""
