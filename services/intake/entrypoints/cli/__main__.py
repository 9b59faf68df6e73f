"""Gives operators their commands."""

import json
import sys
from collections.abc import Iterator, Mapping

import click

from services.intake.bootstrap import INDEXES, Stores, make_stores
from services.intake.settings import read_settings
from shared.ids import read_reference
from shared.mongo.indexes import create_indexes
from shared.settings import or_exit


@click.group()
def cli() -> None:
    """Intake: what operators can ask of it."""


@cli.command("create-indexes")
def create() -> None:
    """Build the indexes that queries need. Doing it again changes nothing."""
    create_indexes(_stores().database, INDEXES)


@cli.command("load-demo")
def load_demo() -> None:
    """Load what a demo needs: nothing here, for its people live in triage and notify."""


@cli.command("trace")
@click.argument("reference")
def trace(reference: str) -> None:
    """Print all that intake knows of a report's way, a JSON object on each line, without words and places."""
    try:
        wanted = read_reference(reference)
    except ValueError:
        raise click.BadParameter(f"{reference} is no reference") from None
    _print(_stores().traces.of(wanted))


def _stores() -> Stores:
    settings = or_exit(read_settings)
    return make_stores(settings, settings.common.clock())


def _print(steps: Iterator[Mapping[str, object]]) -> None:
    for step in steps:
        sys.stdout.write(json.dumps(step, default=str) + "\n")


if __name__ == "__main__":
    cli()
