"""Gives the broker its topics, one user per service, and the rights that follow from the table of topics.

The broker denies what is not allowed here: a service writes and reads its own topics, reads those it listens to, and
forms groups under its own name.
"""

from collections.abc import Iterator, Mapping

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from shared.events.topics import PARTITIONS, SERVICES, SEVEN_DAYS_MS, TOPICS, dead_letters_of

SCRAM_ITERATIONS = 4096
"""The broker's least; the passwords are long and random, so more would only slow every connection down."""


def prepare_broker(admin: KafkaAdminClient, passwords: Mapping[str, str], *, replicas: int = 1) -> None:
    """Make topics, users and rights as they should be; doing it twice changes nothing. `passwords` by service."""
    admin.alter_user_scram_credentials([_credential(service, password) for service, password in passwords.items()])
    existing = set(admin.list_topics())
    missing = {name: options for name, options in _topics(replicas).items() if name not in existing}
    if missing:
        admin.create_topics(missing)
    failed = admin.create_acls(list(rights()))["failed"]
    if failed:
        raise RuntimeError(f"the broker refused rights: {failed}")


def rights() -> Iterator[ACL]:
    """Every right that a service has."""
    for topic in TOPICS:
        yield _may(topic.producer, ACLOperation.WRITE, ResourceType.TOPIC, topic.name)
        for consumer in topic.consumers:
            yield _may(consumer, ACLOperation.READ, ResourceType.TOPIC, topic.name)
    for service in SERVICES:
        yield _may(service, ACLOperation.WRITE, ResourceType.TOPIC, dead_letters_of(service))
        yield _may(service, ACLOperation.READ, ResourceType.TOPIC, dead_letters_of(service))
        yield _may(service, ACLOperation.READ, ResourceType.GROUP, service)
        yield _may(service, ACLOperation.READ, ResourceType.GROUP, f"{service}.", prefix=True)


def _topics(replicas: int) -> dict[str, dict[str, object]]:
    wanted = {topic.name: (topic.partitions, topic.retention_ms) for topic in TOPICS}
    wanted |= {dead_letters_of(service): (PARTITIONS, SEVEN_DAYS_MS) for service in SERVICES}
    return {
        name: {
            "num_partitions": partitions,
            "replication_factor": replicas,
            "configs": {"retention.ms": str(retention_ms), "min.insync.replicas": str(max(1, replicas - 1))},
        }
        for name, (partitions, retention_ms) in wanted.items()
    }


def _credential(service: str, password: str) -> UserScramCredentialUpsertion:
    return UserScramCredentialUpsertion(service, ScramMechanism.SCRAM_SHA_256, password, iterations=SCRAM_ITERATIONS)


def _may(service: str, operation: ACLOperation, kind: ResourceType, name: str, *, prefix: bool = False) -> ACL:
    pattern = ACLResourcePatternType.PREFIXED if prefix else ACLResourcePatternType.LITERAL
    return ACL(
        principal=f"User:{service}",
        host="*",
        operation=operation,
        permission_type=ACLPermissionType.ALLOW,
        resource_pattern=ResourcePattern(kind, name, pattern),
    )
