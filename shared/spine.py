"""The loops that every service's worker runs: relays, their bell, the consumer, parked messages, timers, health."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event as Bell

import structlog
from kafka import KafkaConsumer
from kafka.errors import KafkaError
from pymongo.database import Database

from shared.clock import Clock
from shared.errors import TryAgain
from shared.events.topics import heard_by
from shared.health import serve_health
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.consumer import Consumer, DeadLetterLimit, HandleEvent
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.kafka.unparking import Unparking
from shared.mongo.aggregates import Aggregates
from shared.mongo.bell import ring
from shared.mongo.connect import Document, is_there
from shared.mongo.indexes import Indexed, require_indexes
from shared.mongo.last_backup import last_backup
from shared.mongo.leases import Lease
from shared.mongo.parking import Parking
from shared.observability.metrics import CONSUMER_HALTED, LAST_BACKUP_SECONDS
from shared.relay import Relay
from shared.timers import Timers
from shared.worker import Loop, Stop, in_rounds

BACK_OFF_SECONDS = 1.0
CLOSE_SECONDS = 2.0
BACKUP_SECONDS = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """What a worker is made of.

    source: the CloudEvents source of this service and pack. handle: where the consumer's events go.
    timers: by aggregate, what to do with one of which a timer is due. health_bind: host:port. own: further loops.
    hears: topics; None means all that the table of topics gives this service.
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
    hears: Sequence[str] | None = None


def loops(spine: Spine) -> Mapping[str, Loop]:
    """Every loop waits for its stores with back-off instead of failing. Raises nothing itself."""
    hearing = Hearing()
    bells = {each.name: Bell() for each in spine.relayed}
    working: Mapping[str, Loop] = {
        "bell": lambda stop: ring(spine.database, bells, stopping=stop.is_told),
        "consumer": partial(_consume, spine, hearing),
        "unparking": partial(_unpark, spine),
        "backups": partial(_tell_of_backups, spine),
        **{f"relay-{each.name}": partial(_relay, spine, each, bells[each.name]) for each in spine.relayed},
        **{f"timers-{each.name}": partial(_time, spine, each, handle) for each, handle in spine.timers.items()},
        **spine.own,
    }
    return {
        "health": lambda stop: serve_health(spine.health_bind, spine.service, _checks(spine, hearing), stop),
        **{name: _when_ready(spine, loop) for name, loop in working.items()},
    }


class Hearing:
    """What the health page tells of the consumer: nothing is heard before it has begun, nor after it has halted."""

    def __init__(self) -> None:
        self._consumer: KafkaConsumer | None = None

    def begins(self, consumer: KafkaConsumer) -> None:
        """This one listens from now on."""
        self._consumer = consumer

    def ends(self) -> None:
        """Nobody listens any more."""
        self._consumer = None

    def is_good(self) -> bool:
        """Whether this member of its group has lately heard from the broker."""
        return self._consumer is not None and kafka.is_in_touch(self._consumer)


def _checks(spine: Spine, hearing: Hearing) -> Mapping[str, Callable[[], bool]]:
    return {"mongodb": lambda: is_there(spine.database), "kafka": hearing.is_good}


def _when_ready(spine: Spine, loop: Loop) -> Loop:
    """Begins when the database answers and has its indexes."""

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


def _tell_of_backups(spine: Spine, stop: Stop) -> None:
    def tell() -> None:
        at = last_backup(spine.database)
        LAST_BACKUP_SECONDS.labels(spine.service).set(at.timestamp() if at else 0)

    in_rounds(tell, stop, every_seconds=BACKUP_SECONDS)


def _publisher(spine: Spine) -> Publisher:
    return Publisher(kafka.producer(spine.broker))


def _relay(spine: Spine, aggregates: Aggregates, bell: Bell, stop: Stop) -> None:
    publisher = _publisher(spine)
    lease = Lease(spine.database, f"relay-{aggregates.name}", holder=random_id())
    relay = Relay(spine.service, aggregates, publisher, source=spine.source, lease=lease, clock=spine.clock)
    relay.run(bell=bell, stopping=stop.is_told)
    publisher.close(CLOSE_SECONDS)


def _consume(spine: Spine, hearing: Hearing, stop: Stop) -> None:
    """Whatever Kafka suffers, begin again; after too many invalid messages stand still until somebody looks."""
    CONSUMER_HALTED.labels(spine.service).set(0)
    dead_letters = DeadLetters(spine.service, partial(_publisher, spine))
    while not stop.is_told():
        try:
            _hear(spine, dead_letters, hearing, stop)
        except KafkaError as error:
            log.warning("consumer_failed", error=type(error).__name__)
            stop.sleep(BACK_OFF_SECONDS)
        except DeadLetterLimit as limit:
            CONSUMER_HALTED.labels(spine.service).set(1)
            log.critical("consumer_halted", topic=str(limit))
            stop.wait()
    dead_letters.close(CLOSE_SECONDS)


def _hear(spine: Spine, dead_letters: DeadLetters, hearing: Hearing, stop: Stop) -> None:
    topics = heard_by(spine.service) if spine.hears is None else spine.hears
    member = kafka.consumer(spine.broker, topics, group=spine.service)
    parking = Parking(spine.database)
    hearing.begins(member)
    try:
        consumer = Consumer(member, spine.handle, parking=parking, dead_letters=dead_letters, sleep=stop.sleep)
        consumer.run(stopping=stop.is_told)
    finally:
        hearing.ends()


def _unpark(spine: Spine, stop: Stop) -> None:
    dead_letters = DeadLetters(spine.service, partial(_publisher, spine))
    unparking = Unparking(spine.service, Parking(spine.database), spine.handle, dead_letters=dead_letters)
    unparking.run(stopping=stop.is_told, sleep=stop.sleep)
    dead_letters.close(CLOSE_SECONDS)


def _time(spine: Spine, aggregates: Aggregates, handle: Callable[[str], None], stop: Stop) -> None:
    Timers(spine.service, aggregates, handle, clock=spine.clock).run(stopping=stop.is_told, sleep=stop.sleep)
