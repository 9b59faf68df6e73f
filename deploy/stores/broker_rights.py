"""Gives the broker its topics, one user per service, and the rights that follow from the table of topics.

The broker denies what is not allowed here: a service writes and reads its own topics, reads those it listens to, and
forms groups under its own name.
"""

import time
from collections.abc import Iterator, Mapping

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialDeletion,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError

from shared.events.topics import PARTITIONS, SERVICES, SEVEN_DAYS_MS, TOPICS, dead_letters_of

SCRAM = "SCRAM-SHA-256"
SCRAM_ITERATIONS = 4096
"""The broker's least; the passwords are long and random, so more would only slow every connection down."""

SECONDS_TO_TAKE_EFFECT = 15.0
SECONDS_BETWEEN_LOOKS = 0.05


def prepare_broker(
    admin: KafkaAdminClient, passwords: Mapping[str, str], *, replicas: int = 1, mechanism: str = SCRAM
) -> None:
    """Make topics, users and rights as they should be; doing it twice changes nothing. `passwords` by service.

    Raises: KafkaError when a password is not taken; TimeoutError when the rights are not.
    """
    _keep_passwords(admin, passwords, mechanism)
    existing = set(admin.list_topics())
    missing = {name: options for name, options in _topics(replicas).items() if name not in existing}
    if missing:
        admin.create_topics(missing)
    _keep_rights(admin)


def rights() -> Iterator[ACL]:
    """Every right that a service has."""
    for topic in TOPICS:
        yield _may(topic.producer, ACLOperation.WRITE, ResourceType.TOPIC, topic.name)
        for consumer in sorted({topic.producer, *topic.consumers}):  # After a loss, its own words bring it back.
            yield _may(consumer, ACLOperation.READ, ResourceType.TOPIC, topic.name)
    for service in SERVICES:
        yield _may(service, ACLOperation.WRITE, ResourceType.TOPIC, dead_letters_of(service))
        yield _may(service, ACLOperation.READ, ResourceType.TOPIC, dead_letters_of(service))
        yield _may(service, ACLOperation.READ, ResourceType.GROUP, service)
        yield _may(service, ACLOperation.READ, ResourceType.GROUP, f"{service}.", prefix=True)


def _keep_passwords(admin: KafkaAdminClient, passwords: Mapping[str, str], mechanism: str) -> None:
    """Each user has one way to sign in: the old password of another mechanism would stay good for ever."""
    kind = ScramMechanism[mechanism.replace("-", "_")]
    _alter(admin, [_credential(*each, kind) for each in passwords.items()])
    held = admin.describe_user_scram_credentials(list(passwords))
    _alter(
        admin,
        [
            UserScramCredentialDeletion(user, each["mechanism"])
            for user, found in held.items()
            for each in found["credential_infos"]
            if each["mechanism"] != kind
        ],
    )


def _alter(admin: KafkaAdminClient, wanted: list[UserScramCredentialUpsertion | UserScramCredentialDeletion]) -> None:
    """One thing for each user at a time: the broker takes no more. Raises: KafkaError."""
    answers = admin.alter_user_scram_credentials(wanted) if wanted else {}
    refused = [user for user, error in answers.items() if error]
    if refused:
        raise KafkaError(f"the broker does not take what is said of {', '.join(refused)}")


def _keep_rights(admin: KafkaAdminClient) -> None:
    """Give what is missing, take what is too much, and wait until the broker goes by it: it hears of changes later."""
    wanted = set(rights())
    held = _held(admin)
    if held == wanted:
        return
    admin.create_acls(list(wanted - held))
    admin.delete_acls([_exactly(right) for right in held - wanted])
    deadline = time.monotonic() + SECONDS_TO_TAKE_EFFECT
    while _held(admin) != wanted:
        if time.monotonic() > deadline:
            raise TimeoutError("the broker's rights are not what the table of topics says")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _held(admin: KafkaAdminClient) -> set[ACL]:
    """The rights of the services; those of other users are nobody's business here."""
    anything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    found, _ = admin.describe_acls(ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, anything))
    ours = {f"User:{service}" for service in SERVICES}
    return {right for right in found if right.principal in ours}


def _exactly(right: ACL) -> ACLFilter:
    return ACLFilter(right.principal, right.host, right.operation, right.permission_type, right.resource_pattern)


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


def _credential(service: str, password: str, kind: ScramMechanism) -> UserScramCredentialUpsertion:
    return UserScramCredentialUpsertion(service, kind, password, iterations=SCRAM_ITERATIONS)


def _may(service: str, operation: ACLOperation, kind: ResourceType, name: str, *, prefix: bool = False) -> ACL:
    pattern = ACLResourcePatternType.PREFIXED if prefix else ACLResourcePatternType.LITERAL
    return ACL(
        principal=f"User:{service}",
        host="*",
        operation=operation,
        permission_type=ACLPermissionType.ALLOW,
        resource_pattern=ResourcePattern(kind, name, pattern),
    )
