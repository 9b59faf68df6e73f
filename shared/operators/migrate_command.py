"""`migrate`: bring what older releases stored into today's form."""

from collections.abc import Callable
from typing import Any

import click

from shared.mongo.repository import MongoRepository
from shared.operators.migrating import migrate
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office
from shared.operators.saying import say, say_each


def migrate_command(office: Callable[[], Office]) -> click.Command:
    @click.command("migrate")
    @click.option("--look", is_flag=True, help="Only count what would be renewed.")
    def renew(*, look: bool) -> None:
        """Store what older releases wrote in today's form. The service runs on; what is written meanwhile stands.

        Old documents are read all the same, so nothing waits for this. Stopped halfway, it goes on where it was.
        Ends with 1 if any document could not be read, and names it.
        """
        for name, repository in office().kinds().items():
            if look:
                say_each([{"kind": name, "of_older_form": repository.count_of_older_form()}])
            else:
                _migrate(name, repository)

    return renew


def _migrate(name: str, repository: MongoRepository[Any, Any]) -> None:
    failed: dict[str, str] = {}
    told = {"kind": name, "renewed": 0, "overtaken": 0}
    for progress in migrate(repository):
        say(f"{name}: {progress.looked_at} of about {progress.waiting}")
        told |= {"renewed": progress.renewed, "overtaken": progress.overtaken}
        failed = progress.failed
    say_each([told, *({"kind": name, "id": each, "failed": why} for each, why in failed.items())])
    if failed:
        raise Obstacle(f"{len(failed)} of {name} could not be read and stay as they are; their ids are above.")
