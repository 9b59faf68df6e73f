"""Gives operators their commands."""

import click

from services.intake.entrypoints.cli.keys import issue_api_key, list_api_keys, revoke_api_key
from services.intake.entrypoints.cli.office import ground, office
from shared.operators.commands import add_shared_commands
from shared.operators.group import Commands


@click.group(cls=Commands)
def cli() -> None:
    """Intake: what operators can ask of it."""


for command in (issue_api_key, list_api_keys, revoke_api_key):
    cli.add_command(command)
add_shared_commands(cli, office, ground)

if __name__ == "__main__":
    cli()
