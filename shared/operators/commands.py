"""The commands that every service has: each service adds its own beside them."""

from collections.abc import Callable
from functools import partial

import click

from shared.ids import Reference, read_reference
from shared.mongo.connect import is_there
from shared.mongo.indexes import create_indexes
from shared.operators.backup_commands import backup_commands
from shared.operators.letter_commands import letter_commands
from shared.operators.migrate_command import migrate_command
from shared.operators.office import Office
from shared.operators.republish_command import republish_command
from shared.operators.saying import say_each

MakeOffice = Callable[[], Office]


def add_shared_commands(group: click.Group, office: MakeOffice) -> None:
    """office: made when a command is given; whoever only asks for help needs no settings."""
    there = partial(_open, office)
    own = (_create_indexes(there), _trace(there), republish_command(there), migrate_command(there))
    for command in (*own, *letter_commands(there), *backup_commands(there)):
        group.add_command(command)


def _open(office: MakeOffice) -> Office:
    """What takes long may take long, but nobody shall wait an hour for a database that is away. Raises: TryAgain."""
    here = office()
    is_there(here.database)
    return here


def build_indexes(here: Office) -> None:
    """Those that are missing. Blocks until they are built."""
    create_indexes(here.database, here.indexes)


def _create_indexes(office: MakeOffice) -> click.Command:
    @click.command("create-indexes")
    def create() -> None:
        """Build the indexes that queries need. Doing it again changes nothing."""
        build_indexes(office())

    return create


def _trace(office: MakeOffice) -> click.Command:
    @click.command("trace")
    @click.argument("reference", callback=lambda _context, _argument, said: a_reference(said))
    def trace(reference: Reference) -> None:
        """Print all that is known here of a report's way, by its REFERENCE (N-7K3M-Q9XT-4).

        A JSON object on each line, with times, codes and ids; no words, no places, no addresses.
        """
        say_each(office().trace(reference))

    return trace


def a_reference(said: str) -> Reference:
    """Raises: BadParameter."""
    try:
        return read_reference(said)
    except ValueError:
        raise click.BadParameter(f"{said} is no reference") from None
