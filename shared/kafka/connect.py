"""Connections to Kafka. Made after the fork, in the process that uses them; the first use connects."""

from collections.abc import Sequence

from kafka import KafkaConsumer, KafkaProducer

from shared.kafka.broker import Broker

SESSION_MS = 2000  # Others take over 2.25 s after a kill; the broker's group.min.session.timeout.ms allows it.
HEARTBEAT_MS = 500
OUT_OF_TOUCH_SECONDS = 3.0
FETCH_BYTES = 32_768
"""Of one partition at once, or one message that is larger. Partitions are read one fetch after the other, so of a
backlog none gets far ahead of the rest: news of a case would have to be parked until the report is heard.
"""


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
        max_partition_fetch_bytes=FETCH_BYTES,
    )


def is_in_touch(member: KafkaConsumer) -> bool:
    """Whether it is a member of its group that has just told the broker that it is alive. Blocks on nothing."""
    figures = member.metrics() or {}
    ago = figures.get("consumer-coordinator-metrics", {}).get("last-heartbeat-seconds-ago", OUT_OF_TOUCH_SECONDS)
    return bool(ago < OUT_OF_TOUCH_SECONDS)
