"""Gives the database its replica set, its administrator, and two users per service, who may touch that one's data only.

The service's processes change documents and nothing else. What the database is made of, its collections and indexes, is
changed by its owner, whose password none of them is given.
"""

import time
from collections.abc import Mapping

from pymongo import MongoClient
from pymongo.errors import OperationFailure

from shared.mongo.connect import owner_of

ALREADY_INITIALIZED = 23
ROLE_EXISTS = 51002
USER_EXISTS = 51003
ADMINISTRATOR = "root"
SECONDS_BETWEEN_LOOKS = 0.1
PROCESS = "process"
"""The role of a service's processes, in its own database."""

MAY = ("find", "insert", "update", "remove", "changeStream", "listCollections", "listIndexes")
"""What such a process may do: less than MongoDB's `readWrite`, which also drops and renames collections and indexes."""

Client = MongoClient[dict[str, object]]


def initiate(client: Client, members: tuple[str, ...]) -> None:
    """Make the replica set, unless it is there. `client` is connected directly to the first member (host:port)."""
    config = {"_id": "rs0", "members": [{"_id": number, "host": host} for number, host in enumerate(members)]}
    try:
        client.admin.command("replSetInitiate", config)
    except OperationFailure as error:
        if error.code != ALREADY_INITIALIZED:
            raise


def wait_for_primary(client: Client, *, seconds: float) -> None:
    """Return when the replica set has somebody to write to.

    Raises: TimeoutError.
    """
    deadline = time.monotonic() + seconds
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > deadline:
            raise TimeoutError("the database has no primary")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def create_administrator(client: Client, password: str) -> None:
    """The first user, whom a fresh database lets be made from its own machine without signing in."""
    try:
        client.admin.command("createUser", ADMINISTRATOR, pwd=password, roles=["root"])
    except OperationFailure as error:
        if error.code != USER_EXISTS:
            raise


def create_service_users(client: Client, passwords: Mapping[str, str]) -> None:
    """One user per database, both named after the service. `client` is signed in as the administrator."""
    for service, password in passwords.items():
        _keep_role(client, service)
        _keep_user(client, service, service, password, PROCESS)


def create_owners(client: Client, passwords: Mapping[str, str]) -> None:
    """The owner of each service's database. `passwords` by service."""
    for service, password in passwords.items():
        _keep_user(client, service, owner_of(service), password, "readWrite")


def _keep_role(client: Client, database: str) -> None:
    rights = {"privileges": [{"resource": {"db": database, "collection": ""}, "actions": list(MAY)}], "roles": []}
    try:
        client[database].command({"createRole": PROCESS, **rights})
    except OperationFailure as error:
        if error.code != ROLE_EXISTS:
            raise
        client[database].command({"updateRole": PROCESS, **rights})


def _keep_user(client: Client, database: str, user: str, password: str, role: str) -> None:
    rights = [{"role": role, "db": database}]
    try:
        client[database].command("createUser", user, pwd=password, roles=rights)
    except OperationFailure as error:
        if error.code != USER_EXISTS:
            raise
        client[database].command("updateUser", user, pwd=password, roles=rights)
