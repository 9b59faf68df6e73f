"""Gives operators their commands."""

from datetime import datetime

import click

from services.triage.entrypoints.cli.at_hand import BY, REASON, at_hand, do, made
from services.triage.entrypoints.cli.demo import load_people
from services.triage.entrypoints.cli.office import ground, office
from services.triage.entrypoints.cli.roles import drop_role_proposal, grant_role, list_roles, revoke_role
from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.vet_helper import VetHelper
from services.triage.settings import read_settings
from shared.ids import PersonId
from shared.operators.commands import add_shared_commands, build_indexes
from shared.operators.group import Commands
from shared.operators.words import INSTANT
from shared.pack import load_demo as read_demo
from shared.settings import or_exit


@click.group(cls=Commands)
def cli() -> None:
    """Triage: what operators can ask of it."""


@cli.command("load-demo")
def load_demo() -> None:
    """Build the indexes and bring the pack's made-up helpers and staff. Doing it again changes nothing."""
    build_indexes(ground())
    settings = or_exit(read_settings)
    people = or_exit(lambda: read_demo(settings.common.pack_folder))
    loaded = load_people(people, made(settings))
    click.echo(f"{loaded.fresh} people are new, {loaded.known} were there before")


@cli.command("vet-helper")
@click.argument("person_id")
@click.option("--tier", type=click.IntRange(0, 3), required=True, help="0 none, 1 identity, 2 trained, 3 background.")
@click.option("--until", type=INSTANT, help="When it ends, with an offset.")
@BY
def vet_helper(person_id: str, tier: int, until: datetime | None, by: str) -> None:
    """Say that somebody was vetted; after a vetting was taken back, this gives it again."""
    triage = at_hand()
    command = VetHelper(person_id=PersonId(person_id), by=by, tier=tier, expires_at=until, is_operator=True)
    do(lambda: triage.vet_helper(command))


@cli.command("revoke-helper")
@click.argument("person_id")
@REASON
@BY
def revoke_helper(person_id: str, reason: str, by: str) -> None:
    """Take a vetting back, and with it invitations, tasks and access, at once."""
    triage = at_hand()
    command = RevokeHelper(person_id=PersonId(person_id), by=by, reason=reason, is_operator=True)
    do(lambda: triage.revoke_helper(command))


for command in (grant_role, revoke_role, drop_role_proposal, list_roles):
    cli.add_command(command)
add_shared_commands(cli, office, ground)

if __name__ == "__main__":
    cli()
