"""`python -m deploy.stores`: prepare the broker and the database of a deployment, once and after every update.

Where they are comes as everywhere: NABO_KAFKA, NABO_SECRETS (the folder of all secrets); the database by --members.
"""

from pathlib import Path

import click
from kafka import KafkaAdminClient

from deploy.stores.broker_rights import prepare_broker
from deploy.stores.database_users import (
    ADMINISTRATOR,
    Client,
    create_owners,
    create_service_users,
    initiate,
    wait_for_primary,
)
from shared.events.topics import SERVICES
from shared.kafka.broker import Broker

BROKER_ADMINISTRATOR = "broker"
SECONDS = 60.0


SCRAM = click.Choice(("SCRAM-SHA-256", "SCRAM-SHA-512"))
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(context_settings={"show_default": True})
@click.option("--secrets", envvar="NABO_SECRETS", show_envvar=True, required=True, type=FOLDER)
@click.option("--kafka", envvar="NABO_KAFKA", show_envvar=True, required=True, help="host:port, comma-separated.")
@click.option("--security", envvar="NABO_KAFKA_SECURITY", show_envvar=True, default="SASL_PLAINTEXT")
@click.option("--mechanism", envvar="NABO_KAFKA_MECHANISM", show_envvar=True, default="SCRAM-SHA-256", type=SCRAM)
@click.option("--administrator-mechanism", type=SCRAM, help="How the broker's administrator signs in, if otherwise.")
@click.option("--replicas", default=1, help="How many brokers keep each topic.")
@click.option("--members", default="mongodb:27017", help="host:port of each member, comma-separated.")
@click.option("--tls/--no-tls", default=False, help="Whether the database speaks TLS.")
def main(
    *, secrets: Path, kafka: str, security: str, mechanism: str, administrator_mechanism: str | None,
    replicas: int, members: str, tls: bool,
) -> None:  # fmt: skip
    """Make replica set, users, topics and rights as they should be; doing it twice changes nothing."""
    _database(secrets, tuple(members.split(",")), tls=tls)
    click.echo("database: replica set and users")
    administrator = Broker(
        servers=kafka,
        user=BROKER_ADMINISTRATOR,
        password=_secret(secrets, "platform", "kafka_password"),
        security=security,
        mechanism=administrator_mechanism or mechanism,
    )
    _broker(administrator, secrets, replicas, mechanism)
    click.echo("broker: topics, users and rights")


def _database(secrets: Path, members: tuple[str, ...], *, tls: bool) -> None:
    with database_administrator(members[0], _secret(secrets, "platform", "mongo_password"), tls=tls) as root:
        initiate(root, members)
        wait_for_primary(root, seconds=SECONDS)
        create_service_users(root, {name: _secret(secrets, name, "mongo_password") for name in SERVICES})
        create_owners(root, {name: _secret(secrets, name, "mongo_owner_password") for name in SERVICES})


def database_administrator(member: str, password: str, *, tls: bool) -> Client:
    """Asks this member alone (host:port), since there may be no replica set yet; opens nothing before it is used."""
    host, _, port = member.partition(":")
    return Client(
        host, int(port), directConnection=True, username=ADMINISTRATOR, password=password, tls=tls, connect=False
    )


def _broker(administrator: Broker, secrets: Path, replicas: int, mechanism: str) -> None:
    admin = KafkaAdminClient(**administrator.common())
    try:
        passwords = {name: _secret(secrets, name, "kafka_password") for name in SERVICES}
        prepare_broker(admin, passwords, replicas=replicas, mechanism=mechanism)
    finally:
        admin.close()


def _secret(secrets: Path, owner: str, name: str) -> str:
    """Raises: ClickException, when it is missing."""
    file = secrets / owner / name
    if not file.is_file():
        raise click.ClickException(f"the secret {owner}/{name} is missing in {secrets}")
    return file.read_text().strip()


if __name__ == "__main__":
    main()
