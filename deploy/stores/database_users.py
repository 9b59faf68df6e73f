"""Gives the database its replica set, its administrator, and a user per service, who may touch that one's data only."""

import time
from collections.abc import Mapping

from pymongo import MongoClient
from pymongo.errors import OperationFailure

ALREADY_INITIALIZED = 23
USER_EXISTS = 51003
ADMINISTRATOR = "root"
SECONDS_BETWEEN_LOOKS = 0.1

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
        rights = [{"role": role, "db": service} for role in ("readWrite", "dbAdmin")]
        try:
            client[service].command("createUser", service, pwd=password, roles=rights)
        except OperationFailure as error:
            if error.code != USER_EXISTS:
                raise
            client[service].command("updateUser", service, pwd=password, roles=rights)
