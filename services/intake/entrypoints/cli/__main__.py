"""Gives operators their commands."""

import click

from services.intake.entrypoints.cli.office import ground, office
from shared.operators.commands import add_shared_commands
from shared.operators.group import Commands


@click.group(cls=Commands)
def cli() -> None:
    """Intake: what operators can ask of it."""


add_shared_commands(cli, office, ground)

if __name__ == "__main__":
    cli()
