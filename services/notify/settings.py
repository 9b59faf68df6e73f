"""What notify is told when it starts, read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import validate

from shared.settings import CommonSettings, Environment, Process, Reading, read_common

_TLS = validate.OneOf(("none", "starttls", "tls"))
_PORT = validate.Range(min=1, max=65535)
_USUAL_PORT = 25
_GATEWAY = re.compile(r"https?://[^\s/]+")
_SENDER = re.compile(r"\+?[0-9]{3,15}|[A-Za-z][A-Za-z0-9 ]{0,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """The mail server. user: None where it asks for none."""

    host: str
    port: int
    tls: str
    user: str | None
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSettings:
    """The gateway for text messages. sender: who they come from. key: with which it signs what it tells us."""

    url: str
    sender: str
    token: str = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """contact_key: of the hash by which addresses are known, shared with intake. box_*: see Sealer and Opener.

    sms: None where there is no gateway.
    staff_may_use_links: staff sign in by a link or code alone; never in production.
    """

    common: CommonSettings
    smtp: SmtpSettings
    sms: SmsSettings | None
    contact_key: bytes = field(repr=False)
    box_public_keys: Mapping[str, Any]
    box_private_keys: Mapping[str, Any] = field(repr=False)
    session_private_key: Mapping[str, Any] = field(repr=False)
    staff_may_use_links: bool


def read_settings(process: Process = Process.WORKER) -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("notify", process)
    common = read_common(reading)
    settings = Settings(
        common=common,
        smtp=_smtp(reading),
        sms=_sms(reading, common),
        contact_key=reading.secret_key("contact_key"),
        box_public_keys=reading.secret_json("box_public_keys.json"),
        box_private_keys=reading.secret_json("box_private_keys.json"),
        session_private_key=reading.secret_json("session_private_key.json"),
        staff_may_use_links=_staff_may_use_links(reading, common),
    )
    reading.stop_at_mistakes()
    return settings


def _smtp(reading: Reading) -> SmtpSettings:
    user = reading.env.str("NABO_SMTP_USER", default=None)
    return SmtpSettings(
        host=reading.env.str("NABO_SMTP_HOST"),
        port=reading.env.int("NABO_SMTP_PORT", default=_USUAL_PORT, validate=_PORT),
        tls=reading.env.str("NABO_SMTP_TLS", default="starttls", validate=_TLS),
        user=user,
        password=reading.secret("smtp_password", unless=Process.WEB) if user else "",
    )


def _sms(reading: Reading, common: CommonSettings) -> SmsSettings | None:
    """Without an address of a gateway nothing else is read."""
    url = reading.env.str("NABO_SMS_URL", default="")
    sender = reading.env.str("NABO_SMS_FROM", default="")
    if not url:
        return None
    if not _GATEWAY.match(url) or (url.startswith("http:") and common.environment is Environment.PRODUCTION):
        reading.mistakes.append("NABO_SMS_URL: is no address that begins with https://")
    if not _SENDER.fullmatch(sender):
        reading.mistakes.append("NABO_SMS_FROM: is neither a number such as +4512345678 nor a name of up to 11 letters")
    return SmsSettings(
        url=url,
        sender=sender,
        token=reading.secret("sms_token", unless=Process.WEB),
        key=reading.secret_key("sms_key", unless=Process.WORKER),
    )


def _staff_may_use_links(reading: Reading, common: CommonSettings) -> bool:
    """In production staff have a second factor, and no setting takes it away."""
    wished: bool = reading.env.bool("NABO_STAFF_LINK_SIGN_IN", default=False)
    if wished and common.environment is Environment.PRODUCTION:
        reading.mistakes.append("NABO_STAFF_LINK_SIGN_IN: staff never sign in by a link alone in production")
    return wished
