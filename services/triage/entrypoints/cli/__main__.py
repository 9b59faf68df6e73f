"""Gives operators their commands."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import click

from services.triage.bootstrap import INDEXES, Stores, Triage, make_stores, make_triage
from services.triage.entrypoints.cli.demo import load_people
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.revoke_role import RevokeRole
from services.triage.handlers.vet_helper import VetHelper
from services.triage.settings import Settings, read_settings
from shared.errors import DomainError, NotFound
from shared.events.triage_people import Role
from shared.ids import PersonId, read_reference
from shared.mongo.indexes import create_indexes
from shared.pack import load_demo as read_demo
from shared.settings import or_exit

ROLES = click.Choice([role.value for role in Role])


@click.group()
def cli() -> None:
    """Triage: what operators can ask of it."""


@cli.command("create-indexes")
def create() -> None:
    """Build the indexes that queries need. Doing it again changes nothing."""
    create_indexes(_stores(or_exit(read_settings)).database, INDEXES)


@cli.command("load-demo")
def load_demo() -> None:
    """Bring the pack's made-up helpers and staff. Doing it again changes nothing."""
    settings = or_exit(read_settings)
    people = or_exit(lambda: read_demo(settings.common.pack_folder))
    loaded = load_people(people, _triage(settings))
    click.echo(f"{loaded.fresh} people are new, {loaded.known} were there before")


@cli.command("grant-role")
@click.argument("person_id")
@click.argument("role", type=ROLES)
@click.option("--team", help="For which team, by its code; a caseworker needs one.")
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help="When it ends, with an offset.")
@click.option("--by", required=True, help="Who you are.")
@click.option("--second", help="Who agrees; the safeguarding lead needs two people.")
def grant_role(
    person_id: str, role: str, team: str | None, until: datetime | None, by: str, second: str | None
) -> None:
    """Give somebody a role: how the first administrator of a new place comes to be."""
    triage = _triage(or_exit(read_settings))
    wish = GrantRole(
        person_id=PersonId(person_id), by=by, role=Role(role), team=team, expires_at=until, is_operator=True
    )
    for who in filter(None, (by, second)):
        _do(partial(triage.grant_role, replace(wish, by=who)))
    held = triage.roles.of(person_id).now(triage.clock.now())
    click.echo(f"granted: {role}" if role in held else f"{role} waits for a second person: --second")


@cli.command("revoke-role")
@click.argument("person_id")
@click.argument("role", type=ROLES)
@click.option("--team", help="Of which team, by its code.")
@click.option("--by", required=True, help="Who you are.")
def revoke_role(person_id: str, role: str, team: str | None, by: str) -> None:
    """Take a role back; it acts with the next request."""
    triage = _triage(or_exit(read_settings))
    command = RevokeRole(person_id=PersonId(person_id), by=by, role=Role(role), team=team, is_operator=True)
    _do(lambda: triage.revoke_role(command))


@cli.command("vet-helper")
@click.argument("person_id")
@click.option("--tier", type=click.IntRange(0, 3), required=True, help="0 none, 1 identity, 2 trained, 3 background.")
@click.option("--until", type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help="When it ends, with an offset.")
@click.option("--by", required=True, help="Who you are.")
def vet_helper(person_id: str, tier: int, until: datetime | None, by: str) -> None:
    """Say that somebody was vetted; after a vetting was taken back, this gives it again."""
    triage = _triage(or_exit(read_settings))
    command = VetHelper(person_id=PersonId(person_id), by=by, tier=tier, expires_at=until, is_operator=True)
    _do(lambda: triage.vet_helper(command))


@cli.command("revoke-helper")
@click.argument("person_id")
@click.option("--reason", required=True, help="A code, such as `vetting_expired`; never a sentence about a person.")
@click.option("--by", required=True, help="Who you are.")
def revoke_helper(person_id: str, reason: str, by: str) -> None:
    """Take a vetting back, and with it invitations, tasks and access, at once."""
    triage = _triage(or_exit(read_settings))
    command = RevokeHelper(person_id=PersonId(person_id), by=by, reason=reason, is_operator=True)
    _do(lambda: triage.revoke_helper(command))


@cli.command("trace")
@click.argument("reference")
def trace(reference: str) -> None:
    """Print all that triage knows of a report's way, a JSON object on each line, without words and places."""
    try:
        wanted = read_reference(reference)
    except ValueError:
        raise click.BadParameter(f"{reference} is no reference") from None
    for step in _stores(or_exit(read_settings)).traces.of(wanted):
        sys.stdout.write(json.dumps(step, default=str) + "\n")


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


if __name__ == "__main__":
    cli()
