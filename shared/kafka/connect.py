"""Connections to Kafka. Made after the fork, in the process that uses them; the first use connects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kafka import KafkaConsumer, KafkaProducer

SESSION_MS = 2000  # Others take over 2.25 s after a kill; the broker's group.min.session.timeout.ms allows it.
HEARTBEAT_MS = 500
RECONNECT_MS = 1000  # The default of 30 s would keep clients away long after the broker is back.
SPEAKS = (4, 3)  # Else making a client waits up to 30 s for the broker, and leaves a thread behind when it is away.
OUT_OF_TOUCH_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """How to reach Kafka: `servers` as host:port, comma-separated; security: SASL_PLAINTEXT or SASL_SSL.

    mechanism: SCRAM-SHA-256, or SCRAM-SHA-512 for brokers that know no other, as Strimzi's.
    """

    servers: str
    user: str
    password: str = field(repr=False)
    security: str = "SASL_PLAINTEXT"
    mechanism: str = "SCRAM-SHA-256"

    def common(self) -> dict[str, Any]:
        """What every client is told."""
        return {
            "bootstrap_servers": self.servers.split(","),
            "api_version": SPEAKS,
            "security_protocol": self.security,
            "sasl_mechanism": self.mechanism,
            "sasl_plain_username": self.user,
            "sasl_plain_password": self.password,
            "reconnect_backoff_max_ms": RECONNECT_MS,
        }


def producer(broker: Broker) -> KafkaProducer:
    """Keeps order and survives anything: one request in flight, no idempotence.

    An idempotent producer that once reaches its delivery timeout never works again; a rare repeat is what every
    consumer drops anyway.
    """
    return KafkaProducer(
        **broker.common(),
        acks="all",
        enable_idempotence=False,
        max_in_flight_requests_per_connection=1,
        compression_type="lz4",
        batch_size=131072,
        delivery_timeout_ms=20_000,
        request_timeout_ms=10_000,
        max_block_ms=5_000,
    )


def consumer(broker: Broker, topics: Sequence[str], *, group: str) -> KafkaConsumer:
    """A member of the group; it reads from the beginning where nobody has read yet, and commits by hand."""
    return KafkaConsumer(
        *topics,
        **broker.common(),
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        max_poll_interval_ms=120_000,
    )


def is_in_touch(member: KafkaConsumer) -> bool:
    """Whether it is a member of its group that has just told the broker that it is alive. Blocks on nothing."""
    figures = member.metrics() or {}
    ago = figures.get("consumer-coordinator-metrics", {}).get("last-heartbeat-seconds-ago", OUT_OF_TOUCH_SECONDS)
    return bool(ago < OUT_OF_TOUCH_SECONDS)
