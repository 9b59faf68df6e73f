"""The settings that all three services share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from marshmallow import validate
from pymongo.database import Database

from shared.clock import Clock, SteeredClock, SystemClock
from shared.kafka.broker import Broker
from shared.mongo.connect import Document, connect, owner_of
from shared.sessions import SessionReader
from shared.settings.reading import Process, Reading

SPARE_THREADS = 4
"""Threads of a web process that are kept for saying no and for its health while all others work."""

_ADDRESS = validate.Regexp(r"^[^\s:]+:\d{1,5}$", error="is not host:port")
_ADDRESSES = validate.Regexp(r"^[^\s:,]+:\d{1,5}(,[^\s:,]+:\d{1,5})*$", error="is not host:port, nor several of them")
_PACK = validate.Regexp(r"^[a-z0-9][a-z0-9-]*$", error="is not the name of a folder")
_ORIGIN = validate.Regexp(r"^https?://[^/\s]+/?$", error="is not http(s)://host, without a path")
_MONGO = validate.Regexp(r"^mongodb(\+srv)?://[^@\s]+$", error="is not mongodb://host; the user is the service")
_LEVELS = validate.OneOf(("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
_SECURITY = validate.OneOf(("SASL_PLAINTEXT", "SASL_SSL"))
_MECHANISM = validate.OneOf(("SCRAM-SHA-256", "SCRAM-SHA-512"))
_STEERING = ("NABO_CLOCK_START", "NABO_CLOCK_SCALE", "NABO_CLOCK_FILE")


class Environment(StrEnum):
    """Where we run."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class MongoSettings:
    """`url` names no user: that is the service, or its owner, who alone may change what the database is made of."""

    url: str
    database: str
    user: str
    password: str = field(repr=False)

    def connect(self, *, retries: bool = True) -> Database[Document]:
        """A handle; opens nothing yet. retries: as `shared.mongo.connect` has it."""
        return connect(self.url, user=self.user, password=self.password, database=self.database, retries=retries)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSettings:
    """What is told to those who build a service's indexes or put its database back: how to reach that as its owner."""

    mongo: MongoSettings
    log_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonSettings:
    """What every service is told. Folders may be absent where a default says so; secrets are never shown.

    bind, worker_bind: host:port of the web process and of the worker's health page. clock_file: steers the clock, but
    never in production. metrics_folder: of the multiprocess metrics. form_key: signs form tokens. web_threads: gunicorn
    is told by the same variable.
    session_public_keys: a JWKS. staff_may_use_links: a link or code alone gives staff their rights; never in
    production.
    """

    service: str
    environment: Environment
    pack: str
    packs: Path
    gazetteers: Path | None
    public_url: str
    mongo: MongoSettings
    kafka: Broker
    bind: str
    worker_bind: str
    web_workers: int
    web_threads: int
    clock_file: Path | None
    metrics_folder: str | None
    log_level: str
    assets_url: str
    form_key: bytes = field(repr=False)
    session_public_keys: Mapping[str, Any]
    staff_may_use_links: bool

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def web_places(self) -> int:
        """How many requests a web process works on at a time."""
        return self.web_threads - SPARE_THREADS

    @property
    def pack_folder(self) -> Path:
        return self.packs / self.pack

    @property
    def source(self) -> str:
        """The CloudEvents source of this service and pack."""
        return f"/{self.pack}/{self.service}"

    def clock(self) -> Clock:
        """The machine's clock, or outside production the one that a file steers for all processes."""
        return SystemClock() if self.clock_file is None else SteeredClock(self.clock_file)


def read_common(reading: Reading) -> CommonSettings:
    """To be used only after `reading.stop_at_mistakes()`."""
    env = reading.env
    environment = env.enum("NABO_ENV", enum=Environment, by_value=True, default=Environment.PRODUCTION)
    return CommonSettings(
        service=reading.service,
        environment=environment,
        pack=env.str("NABO_PACK", validate=_PACK),
        packs=env.path("NABO_PACKS", default=Path("deploy/neighbourhoods")),
        gazetteers=env.path("NABO_GAZETTEERS", default=None),
        public_url=(env.str("NABO_PUBLIC_URL", validate=_ORIGIN) or "").rstrip("/"),
        mongo=_mongo(reading, user=reading.service, password=reading.secret("mongo_password")),
        kafka=_kafka(reading),
        bind=env.str("NABO_BIND", default="127.0.0.1:8000", validate=_ADDRESS),
        worker_bind=env.str("NABO_WORKER_BIND", default="127.0.0.1:8001", validate=_ADDRESS),
        web_workers=env.int("NABO_WEB_WORKERS", default=2, validate=validate.Range(min=1)),
        web_threads=env.int("NABO_WEB_THREADS", default=76, validate=validate.Range(min=SPARE_THREADS + 1)),
        clock_file=_clock_file(reading, environment),
        metrics_folder=env.str("PROMETHEUS_MULTIPROC_DIR", default=None),
        log_level=_log_level(reading),
        assets_url=env.str("NABO_ASSETS", default="/assets"),
        form_key=reading.secret_key("form_key"),
        session_public_keys=reading.secret_keys("session_public_keys.json", SessionReader),
        staff_may_use_links=_staff_may_use_links(reading, environment),
    )


def read_owner(service: str) -> OwnerSettings:
    """Raises: BadSettings with every mistake."""
    reading = Reading(service, Process.OWNER)
    password = reading.secret("mongo_owner_password")
    settings = OwnerSettings(
        mongo=_mongo(reading, user=owner_of(service), password=password), log_level=_log_level(reading)
    )
    reading.stop_at_mistakes()
    return settings


def _staff_may_use_links(reading: Reading, environment: Environment | None) -> bool:
    """In production staff have a second factor, and no setting takes it away."""
    wished: bool = reading.env.bool("NABO_STAFF_LINK_SIGN_IN", default=False)
    if wished and environment is Environment.PRODUCTION:
        reading.mistakes.append("NABO_STAFF_LINK_SIGN_IN: staff never sign in by a link alone in production")
    return wished


def _mongo(reading: Reading, *, user: str, password: str) -> MongoSettings:
    return MongoSettings(
        url=reading.env.str("NABO_MONGO_URL", validate=_MONGO),
        database=reading.env.str("NABO_MONGO_DATABASE", default=reading.service),
        user=user,
        password=password,
    )


def _log_level(reading: Reading) -> str:
    return reading.env.str("NABO_LOG_LEVEL", default="INFO", validate=_LEVELS)


def _kafka(reading: Reading) -> Broker:
    return Broker(
        servers=reading.env.str("NABO_KAFKA", validate=_ADDRESSES),
        user=reading.service,
        password=reading.secret("kafka_password", unless=Process.WEB),
        security=reading.env.str("NABO_KAFKA_SECURITY", default="SASL_PLAINTEXT", validate=_SECURITY),
        mechanism=reading.env.str("NABO_KAFKA_MECHANISM", default="SCRAM-SHA-256", validate=_MECHANISM),
    )


def _clock_file(reading: Reading, environment: Environment | None) -> Path | None:
    """Whoever starts the processes writes the file; the start and scale are for that one to read."""
    env = reading.env
    start, scale, file = (env.str(name, default=None) for name in _STEERING)
    steered = [name for name, value in zip(_STEERING, (start, scale, file), strict=True) if value]
    if environment is Environment.PRODUCTION:
        reading.mistakes += [f"{name}: the clock is never steered in production" for name in steered]
    elif steered and not file:
        reading.mistakes.append("NABO_CLOCK_FILE: is missing, and without it processes would not share one clock")
    elif file and not Path(file).is_file():
        reading.mistakes.append(f"NABO_CLOCK_FILE: there is no file {file}")
    return Path(file) if file else None
