"""`python -m deploy.stores`: prepare the broker and the database of a deployment, once and after every update.

Where they are and the secrets come as everywhere: NABO_KAFKA, NABO_MONGO_URL, NABO_SECRETS (the folder of all secrets).
"""

import os
from pathlib import Path

import click
from kafka import KafkaAdminClient

from deploy.stores.broker_rights import prepare_broker
from deploy.stores.database_users import ADMINISTRATOR, Client, create_service_users, initiate, wait_for_primary
from shared.events.topics import SERVICES

BROKER_ADMINISTRATOR = "broker"
SECONDS = 60.0


@click.command()
@click.option("--replicas", default=1, show_default=True, help="How many brokers keep each topic.")
@click.option(
    "--members", default="mongodb:27017", show_default=True, help="host:port of each member, comma-separated."
)
def main(replicas: int, members: str) -> None:
    """Make replica set, users, topics and rights as they should be; doing it twice changes nothing."""
    secrets = Path(os.environ["NABO_SECRETS"])
    _database(secrets, tuple(members.split(",")))
    click.echo("database: replica set and users")
    _broker(secrets, replicas)
    click.echo("broker: topics, users and rights")


def _database(secrets: Path, members: tuple[str, ...]) -> None:
    host, _, port = members[0].partition(":")
    password = _secret(secrets, "platform", "mongo_password")
    with Client(host, int(port), directConnection=True, username=ADMINISTRATOR, password=password) as root:
        initiate(root, members)
        wait_for_primary(root, seconds=SECONDS)
        create_service_users(root, {name: _secret(secrets, name, "mongo_password") for name in SERVICES})


def _broker(secrets: Path, replicas: int) -> None:
    admin = KafkaAdminClient(
        bootstrap_servers=os.environ["NABO_KAFKA"],
        security_protocol=os.environ.get("NABO_KAFKA_SECURITY", "SASL_PLAINTEXT"),
        sasl_mechanism=_mechanism(),
        sasl_plain_username=BROKER_ADMINISTRATOR,
        sasl_plain_password=_secret(secrets, "platform", "kafka_password"),
    )
    try:
        passwords = {name: _secret(secrets, name, "kafka_password") for name in SERVICES}
        prepare_broker(admin, passwords, replicas=replicas, mechanism=_mechanism())
    finally:
        admin.close()


def _mechanism() -> str:
    return os.environ.get("NABO_KAFKA_MECHANISM", "SCRAM-SHA-256")


def _secret(secrets: Path, owner: str, name: str) -> str:
    return (secrets / owner / name).read_text().strip()


if __name__ == "__main__":
    main()
