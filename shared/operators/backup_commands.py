"""`backup` and `restore`: keep a service's database, and bring it back."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import click

from shared.operators.ground import Ground
from shared.operators.keeping import back_up, restore
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office
from shared.operators.saying import say, say_each
from shared.operators.shelf import clear, place_for

FOLDER = click.Path(file_okay=False, path_type=Path)


def backup_commands(office: Callable[[], Office], ground: Callable[[], Ground]) -> Sequence[click.Command]:
    """Both."""
    return _back_up(office), _restore(office, ground)


def _back_up(office: Callable[[], Office]) -> click.Command:
    @click.command("backup")
    @click.argument("folder", type=FOLDER)
    @click.option(
        "--keep-days",
        type=click.IntRange(min=1),
        help="Make a folder of its own inside FOLDER, and then throw away this service's that are older.",
    )
    def back_up_now(folder: Path, *, keep_days: int | None) -> None:
        """Write this service's database, as it is at this moment, into FOLDER; the service runs on.

        It holds what people wrote and where they live: encrypt what leaves this machine, and throw it away in time.
        """
        here = office()
        now = here.clock.now()
        _write(here, folder if keep_days is None else place_for(folder, here.service, now))
        if keep_days is not None:
            gone = clear(folder, here.service, older_than=now - timedelta(days=keep_days))
            say_each({"thrown_away": str(each)} for each in gone)

    return back_up_now


def _write(here: Office, folder: Path) -> None:
    """Raises: Obstacle, as where the disk is full; TryAgain, KafkaError."""
    try:
        manifest = back_up(here, folder)
    except OSError as error:
        raise Obstacle(f"{folder} cannot be written: {error.strerror}. What is in it is no backup.") from error
    say_each([{"backup": str(folder), "at": manifest.at, "documents": sum(p.documents for p in manifest.parts)}])


def _restore(office: Callable[[], Office], ground: Callable[[], Ground]) -> click.Command:
    @click.command("restore")
    @click.argument("folder", type=FOLDER)
    @click.option("--replace", is_flag=True, help="Throw away what is in the database now.")
    def restore_now(folder: Path, *, replace: bool) -> None:
        """Bring this service back from the backup in FOLDER, and what came later from the topics. Stop it first.

        A JSON object on each line: what came back, what came back in part, and what is lost. See docs/runbook.md.
        """
        for step in restore(office(), ground(), folder, replace=replace):
            say_each([step])
        say("start the service again: it hears from there on what others told since")

    return restore_now
