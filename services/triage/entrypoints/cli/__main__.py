"""Gives operators their commands."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import click

from services.triage.bootstrap import Stores, Triage, make_stores, make_triage
from services.triage.entrypoints.cli.demo import load_people
from services.triage.entrypoints.cli.office import ground, office
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.revoke_role import RevokeRole
from services.triage.handlers.vet_helper import VetHelper
from services.triage.settings import Settings, read_settings
from shared.errors import DomainError, NotFound
from shared.events.triage_people import Role
from shared.ids import PersonId
from shared.operators.commands import add_shared_commands, build_indexes
from shared.operators.group import Commands
from shared.pack import load_demo as read_demo
from shared.settings import or_exit

ROLES = click.Choice([role.value for role in Role])
_CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")


def a_code(_context: click.Context, _option: click.Parameter, said: str) -> str:
    """The history is kept for good, and holds codes alone. Raises: BadParameter."""
    if not _CODE.fullmatch(said):
        raise click.BadParameter(f"{said} is not a code such as joined_team: small letters, digits and _")
    return said


BY = click.option("--by", required=True, help="Who you are.")
REASON = click.option(
    "--reason",
    required=True,
    callback=a_code,
    help="Why, as a code such as `joined_team` or `vetting_expired`; never a sentence about a person.",
)


@click.group(cls=Commands)
def cli() -> None:
    """Triage: what operators can ask of it."""


@cli.command("load-demo")
def load_demo() -> None:
    """Build the indexes and bring the pack's made-up helpers and staff. Doing it again changes nothing."""
    build_indexes(ground())
    settings = or_exit(read_settings)
    people = or_exit(lambda: read_demo(settings.common.pack_folder))
    loaded = load_people(people, _triage(settings))
    click.echo(f"{loaded.fresh} people are new, {loaded.known} were there before")


@cli.command("grant-role")
@click.argument("person_id")
@click.argument("role", type=ROLES)
@click.option("--team", help="For which team, by its code; a caseworker needs one.")
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help="When it ends, with an offset.")
@BY
@REASON
@click.option("--second", help="Who agrees; the safeguarding lead needs two people.")
def grant_role(
    person_id: str, role: str, team: str | None, until: datetime | None, by: str, reason: str, second: str | None
) -> None:
    """Give somebody a role: how the first administrator of a new place comes to be.

    Who gave it, when and why stands in the history, as when it is given at the desk.
    """
    triage = _triage(or_exit(read_settings))
    wish = GrantRole(
        person_id=PersonId(person_id),
        by=by,
        role=Role(role),
        team=team,
        expires_at=until,
        reason=reason,
        is_operator=True,
    )
    for who in filter(None, (by, second)):
        _do(partial(triage.grant_role, replace(wish, by=who)))
    held = triage.roles.of(person_id).now(triage.clock.now())
    click.echo(f"granted: {role}" if role in held else f"{role} waits for a second person: --second")


@cli.command("revoke-role")
@click.argument("person_id")
@click.argument("role", type=ROLES)
@click.option("--team", help="Of which team, by its code.")
@BY
@REASON
def revoke_role(person_id: str, role: str, team: str | None, by: str, reason: str) -> None:
    """Take a role back; it acts with the next request. Who took it, when and why stands in the history."""
    triage = _triage(or_exit(read_settings))
    wish = Role(role)
    if not any((one.role, one.team) == (wish, team) for one in triage.roles.of(person_id).grants):
        raise click.ClickException(f"{person_id} does not hold the role {role}{f' for {team}' if team else ''}")
    command = RevokeRole(person_id=PersonId(person_id), by=by, role=wish, team=team, reason=reason, is_operator=True)
    _do(lambda: triage.revoke_role(command))
    click.echo(f"revoked: {role}")


@cli.command("vet-helper")
@click.argument("person_id")
@click.option("--tier", type=click.IntRange(0, 3), required=True, help="0 none, 1 identity, 2 trained, 3 background.")
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help="When it ends, with an offset.")
@BY
def vet_helper(person_id: str, tier: int, until: datetime | None, by: str) -> None:
    """Say that somebody was vetted; after a vetting was taken back, this gives it again."""
    triage = _triage(or_exit(read_settings))
    command = VetHelper(person_id=PersonId(person_id), by=by, tier=tier, expires_at=until, is_operator=True)
    _do(lambda: triage.vet_helper(command))


@cli.command("revoke-helper")
@click.argument("person_id")
@REASON
@BY
def revoke_helper(person_id: str, reason: str, by: str) -> None:
    """Take a vetting back, and with it invitations, tasks and access, at once."""
    triage = _triage(or_exit(read_settings))
    command = RevokeHelper(person_id=PersonId(person_id), by=by, reason=reason, is_operator=True)
    _do(lambda: triage.revoke_helper(command))


def _stores(settings: Settings) -> Stores:
    return make_stores(settings, settings.common.clock())


def _triage(settings: Settings) -> Triage:
    return or_exit(lambda: make_triage(settings, _stores(settings), settings.common.clock()))


def _do(act: Callable[[], None]) -> None:
    """Say a refusal in one line."""
    try:
        act()
    except NotFound:
        raise click.ClickException("there is nobody of that id here") from None
    except DomainError as no:
        raise click.ClickException(no.code) from None


add_shared_commands(cli, office, ground)

if __name__ == "__main__":
    cli()
