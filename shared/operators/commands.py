"""The commands that every service has: each service adds its own beside them."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click

from shared.ids import Reference, read_reference
from shared.mongo.connect import is_there
from shared.mongo.indexes import create_indexes
from shared.operators.backup_commands import backup_commands
from shared.operators.ground import Ground
from shared.operators.letter_commands import letter_commands
from shared.operators.migrate_command import migrate_command
from shared.operators.office import Office
from shared.operators.republish_command import republish_command
from shared.operators.retention_command import retention_command
from shared.operators.saying import say, say_each

LOOK_AGAIN = "look at each letter and digit again: the last one checks the others"
MakeOffice = Callable[[], Office]
MakeGround = Callable[[], Ground]
Place = TypeVar("Place", Office, Ground)


def add_shared_commands(group: click.Group, office: MakeOffice, ground: MakeGround) -> None:
    """office, ground: made when a command is given; whoever only asks for help needs no settings."""
    there, below = partial(_open, office), partial(_open, ground)
    own = (
        _create_indexes(below),
        _trace(there),
        republish_command(there),
        migrate_command(there),
        retention_command(there),
    )
    for command in (*own, *letter_commands(there), *backup_commands(there, below)):
        group.add_command(command)


def _open(place: Callable[[], Place]) -> Place:
    """What takes long may take long, but nobody shall wait an hour for a database that is away. Raises: TryAgain."""
    here = place()
    is_there(here.database)
    return here


def build_indexes(here: Ground) -> None:
    """Those that are missing. Blocks until they are built."""
    create_indexes(here.database, here.indexes)


def _create_indexes(ground: MakeGround) -> click.Command:
    @click.command("create-indexes")
    def create() -> None:
        """Build the indexes that queries need. Doing it again changes nothing."""
        build_indexes(ground())

    return create


def _trace(office: MakeOffice) -> click.Command:
    @click.command("trace")
    @click.argument("reference", callback=lambda _context, _argument, said: a_reference(said))
    def trace(reference: Reference) -> None:
        """Print all that is known here of a report's way, by its REFERENCE (N-7K3M-Q9WY-4).

        A JSON object on each line, with times, codes and ids; no words, no places, no addresses.
        """
        steps = list(office().trace(reference))
        say_each(steps)
        if not steps:
            say(f"Nothing of {reference} is known here.")

    return trace


def a_reference(said: str) -> Reference:
    """Raises: BadParameter."""
    try:
        return read_reference(said)
    except ValueError:
        raise click.BadParameter(f"{said} is no reference; {LOOK_AGAIN}") from None
