"""The loops that every service's worker runs: relays, their bell, the consumer, parked messages, timers, health."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event as Bell

import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError
from pymongo.database import Database

from shared.clock import Clock
from shared.errors import TryAgain
from shared.events.topics import dead_letters_of, heard_by
from shared.health import serve_health
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.connect import Broker
from shared.kafka.consumer import Consumer, DeadLetterLimit, HandleEvent
from shared.kafka.unparking import Unparking
from shared.mongo.aggregates import Aggregates
from shared.mongo.bell import ring
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed, require_indexes
from shared.mongo.leases import Lease
from shared.mongo.parking import Parking
from shared.observability.metrics import CONSUMER_HALTED
from shared.relay import Relay
from shared.timers import Timers
from shared.worker import Loop, Stop

BACK_OFF_SECONDS = 1.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """What a worker is made of.

    source: the CloudEvents source of this service and pack. handle: where the consumer's events go.
    timers: by aggregate, what to do with one of which a timer is due. health_bind: host:port. own: further loops.
    """

    service: str
    source: str
    database: Database[Document]
    broker: Broker
    clock: Clock
    indexes: Sequence[Indexed]
    relayed: Sequence[Aggregates]
    handle: HandleEvent
    health_bind: str
    timers: Mapping[Aggregates, Callable[[str], None]] = field(default_factory=dict)
    own: Mapping[str, Loop] = field(default_factory=dict)


def loops(spine: Spine) -> Mapping[str, Loop]:
    """Every loop waits for its stores with back-off instead of failing. Raises nothing itself."""
    state = _State()
    bells = {each.name: Bell() for each in spine.relayed}
    return {
        "health": lambda stop: serve_health(spine.health_bind, spine.service, _checks(spine, state), stop),
        "bell": _when_ready(spine, lambda stop: ring(spine.database, bells, stopping=stop.is_told)),
        "consumer": _when_ready(spine, partial(_consume, spine, state)),
        "unparking": _when_ready(spine, partial(_unpark, spine)),
        **{
            f"relay-{each.name}": _when_ready(spine, partial(_relay, spine, each, bells[each.name]))
            for each in spine.relayed
        },
        **{
            f"timers-{each.name}": _when_ready(spine, partial(_time, spine, each, handle))
            for each, handle in spine.timers.items()
        },
        **{name: _when_ready(spine, loop) for name, loop in spine.own.items()},
    }


class _State:
    """What the health page tells of the loops."""

    def __init__(self) -> None:
        self.consuming = False


def _checks(spine: Spine, state: _State) -> Mapping[str, Callable[[], bool]]:
    return {"mongodb": lambda: answers_ping(spine.database), "kafka": lambda: state.consuming}


def answers_ping(database: Database[Document]) -> bool:
    """Raises: TryAgain when the database is away."""
    with answers():
        return bool(database.command("ping")["ok"])


def _when_ready(spine: Spine, loop: Loop) -> Loop:
    def waiting(stop: Stop) -> None:
        while not stop.is_told():
            try:
                require_indexes(spine.database, spine.indexes)
            except TryAgain:
                stop.sleep(BACK_OFF_SECONDS)
            else:
                loop(stop)
                return

    return waiting


def _producer(spine: Spine, stop: Stop) -> KafkaProducer | None:
    """Wait until the broker is there; None when told to stop first."""
    while not stop.is_told():
        try:
            return kafka.producer(spine.broker)
        except KafkaError as error:
            log.info("kafka_away", error=type(error).__name__)
            stop.sleep(BACK_OFF_SECONDS)
    return None


def _relay(spine: Spine, aggregates: Aggregates, bell: Bell, stop: Stop) -> None:
    producer = _producer(spine, stop)
    if producer is None:
        return
    lease = Lease(spine.database, f"relay-{aggregates.name}", holder=random_id())
    relay = Relay(spine.service, aggregates, producer, source=spine.source, lease=lease, clock=spine.clock)
    relay.run(bell=bell, stopping=stop.is_told)
    producer.close(timeout=2)


def _consume(spine: Spine, state: _State, stop: Stop) -> None:
    """Whatever Kafka suffers, begin again; after too many invalid messages stand still until somebody looks."""
    producer = _producer(spine, stop)
    while producer is not None and not stop.is_told():
        try:
            consumer = Consumer(
                kafka.consumer(spine.broker, heard_by(spine.service), group=spine.service),
                producer,
                spine.handle,
                parking=Parking(spine.database),
                dead_letters=dead_letters_of(spine.service),
                sleep=stop.sleep,
            )
            state.consuming = True
            consumer.run(stopping=stop.is_told)
        except KafkaError as error:
            log.warning("consumer_failed", error=type(error).__name__)
            stop.sleep(BACK_OFF_SECONDS)
        except DeadLetterLimit as limit:
            state.consuming = False
            CONSUMER_HALTED.labels(spine.service).set(1)
            log.critical("consumer_halted", topic=str(limit))
            while not stop.is_told():
                stop.sleep(BACK_OFF_SECONDS)


def _unpark(spine: Spine, stop: Stop) -> None:
    Unparking(spine.service, Parking(spine.database), spine.handle).run(stopping=stop.is_told, sleep=stop.sleep)


def _time(spine: Spine, aggregates: Aggregates, handle: Callable[[str], None], stop: Stop) -> None:
    Timers(spine.service, aggregates, handle, clock=spine.clock).run(stopping=stop.is_told, sleep=stop.sleep)
