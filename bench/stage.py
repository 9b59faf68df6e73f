"""A whole stack of its own to measure on, with its state in a folder that is gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pymongo.database import Database

from bench.wire import PACK
from deploy.local.lifecycle import running_stack
from deploy.local.stack import Stack
from shared.mongo.connect import Document, connect

ZONE = ZoneInfo("Europe/Helsinki")
MORNING = 10
SECONDS_TO_START = 30.0


@contextmanager
def stage() -> Iterator[Stack]:
    """Its clock says ten o'clock on a working day, whenever it really is: no quiet hours, teams at work."""
    with (
        tempfile.TemporaryDirectory(prefix="nabo-bench-") as root,
        running_stack(Path(root), PACK, clock_start=_morning()) as stack,
    ):
        yield stack


@contextmanager
def database_of(stack: Stack, service: str) -> Iterator[Database[Document]]:
    """A service's database, with that service's own rights."""
    password = stack.secret(service, "mongo_password")
    database = connect(stack.mongo_url, user=service, password=password, database=service)
    try:
        yield database
    finally:
        database.client.close()


def stop_workers(stack: Stack) -> None:
    """Web alone from now on."""
    for service in stack.plan.services:
        stack.stop(f"worker-{service}")


def start_workers(stack: Stack) -> None:
    """The whole stack from now on; returns when every worker is ready."""
    for service in stack.plan.services:
        stack.start(f"worker-{service}")
    stack.wait_ready(SECONDS_TO_START)


def _morning() -> datetime:
    today = datetime.now(ZONE).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return today - timedelta(days=max(0, today.weekday() - 4))
