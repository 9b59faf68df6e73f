"""What stack to run: read once from the environment, or stated by a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from deploy.local.layout import Layout, layout_of_pack
from deploy.local.trouble import Code, Trouble
from shared.events.topics import SERVICES

DEFAULT_PORT = 8080
DEFAULT_PACK = "kluuvi"
PORTS_USED = 12
REPLY_DOMAIN = "replies.nabo.test"
"""Nobody's (RFC 2606): mail to it goes to our own catcher or nowhere."""

LOWEST_PORT = 1024
HIGHEST_PORT = 65535 - PORTS_USED
FASTEST = 100_000
PASSED_ON = (
    "NABO_KAFKA_MECHANISM",
    "NABO_KAFKA_SECURITY",
    "NABO_LOG_LEVEL",
    "NABO_OIDC_CLIENT_ID",
    "NABO_OIDC_ISSUER",
    "NABO_PACKS",
    "NABO_REPLY_DOMAIN",
    "NABO_REPORTS_PER_MINUTE",
    "NABO_SMS_FROM",
    "NABO_SMTP_PORT",
    "NABO_SMTP_TLS",
    "NABO_STAFF_LINK_SIGN_IN",
    "NABO_SMTP_USER",
    "NABO_WEB_THREADS",
    "NABO_WEB_WORKERS",
)
"""What a person may set for all processes, beside what this file reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All ports of a stack, counted from the gateway's."""

    gateway: int

    def web(self, service: str) -> int:
        return self.gateway + 1 + SERVICES.index(service)

    def worker(self, service: str) -> int:
        return self.gateway + 4 + SERVICES.index(service)

    @property
    def broker(self) -> int:
        return self.gateway + 7

    @property
    def controller(self) -> int:
        return self.gateway + 8

    @property
    def mongod(self) -> int:
        return self.gateway + 9

    @property
    def smtp(self) -> int:
        return self.gateway + 10

    @property
    def sms(self) -> int:
        return self.gateway + 11


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStart:
    """Where the shared clock starts (Unix seconds; None: now) and how many times as fast as real time it runs."""

    shown: float | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One stack. An address in `kafka`, `mongo_url`, `smtp_host` or `sms_url` means: use that one instead of ours.

    Without `services` it is the stores alone. `passed_on` are further NABO_ settings, for every process as they are.
    """

    layout: Layout
    ports: Ports
    pack: str = DEFAULT_PACK
    environment: str = "development"
    kafka: str | None = None
    mongo_url: str | None = None
    smtp_host: str | None = None
    sms_url: str | None = None
    clock: ClockStart | None = None
    demo: bool = True
    services: tuple[str, ...] = ()
    passed_on: Mapping[str, str] = field(default_factory=dict)

    @property
    def reply_domain(self) -> str:
        """Where mails are answered: what somebody wished, or at our mail catcher; empty where mail goes elsewhere."""
        return self.passed_on.get("NABO_REPLY_DOMAIN", "" if self.smtp_host else REPLY_DOMAIN)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports.gateway}"


def plan_from(environment: Mapping[str, str]) -> Plan:
    """The stack that a person asks for at the terminal.

    Raises: Trouble when a setting cannot be read.
    """
    pack = environment.get("NABO_PACK", DEFAULT_PACK)
    return Plan(
        layout=layout_of_pack(pack, _folder(environment, "NABO_DATA"), _folder(environment, "NABO_MAIL")),
        ports=Ports(gateway=_whole_number(environment, "NABO_PORT", DEFAULT_PORT)),
        pack=pack,
        kafka=environment.get("NABO_KAFKA"),
        mongo_url=environment.get("NABO_MONGO_URL"),
        smtp_host=environment.get("NABO_SMTP_HOST"),
        sms_url=environment.get("NABO_SMS_URL") or None,
        clock=_clock(environment),
        services=SERVICES,
        passed_on={name: environment[name] for name in PASSED_ON if name in environment},
    )


def _clock(environment: Mapping[str, str]) -> ClockStart | None:
    start, scale = environment.get("NABO_CLOCK_START"), environment.get("NABO_CLOCK_SCALE")
    if start is None and scale is None:
        return None
    return ClockStart(shown=_instant(start), scale=_factor(scale))


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(environment[name]).resolve() if environment.get(name) else None


def _instant(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Trouble(Code.SETTING, f"NABO_CLOCK_START={text} is no instant; write it like 2026-05-04T10:00:00+03:00.")
    return at.timestamp()


def _factor(text: str | None) -> float:
    try:
        factor = float(text or 1)
    except ValueError:
        factor = 0
    if not 0 < factor <= FASTEST:
        raise Trouble(Code.SETTING, f"NABO_CLOCK_SCALE={text} is no factor above 0 and up to {FASTEST}.")
    return factor


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or not LOWEST_PORT <= int(text) <= HIGHEST_PORT:
        raise Trouble(Code.SETTING, f"{name}={text} is no port from {LOWEST_PORT} to {HIGHEST_PORT}.")
    return int(text)
