"""What notify is told when it starts, read once."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import validate

from shared.sealing import Opener, Sealer
from shared.sessions import SessionIssuer
from shared.settings import CommonSettings, Process, Reading, read_common

_ISSUER = re.compile(r"https?://[^\s?#]+")
_TLS = validate.OneOf(("none", "starttls", "tls"))
_PORT = validate.Range(min=1, max=65535)
_USUAL_PORT = 25
_GATEWAY = re.compile(r"https?://[^\s/]+")
_DOMAIN = re.compile(r"(?=.{4,150}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_RING_KEY_BYTES = 32
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
class OidcSettings:
    """The organisation's own sign-in. issuer: its address, as its tokens and its description say it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSettings:
    """The gateway for text messages. sender: who they come from. key: with which it signs what it tells us."""

    url: str
    sender: str
    token: str = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySettings:
    """Where people answer mails. keys: a ring, see ReplyAddresses. mail_key: with which who hands mails over signs.

    photo_box_public_keys: of the boxes that intake opens, see Sealer. Both are for whoever takes mails in: the pages.
    """

    domain: str
    keys: Mapping[str, Any] = field(repr=False)
    mail_key: bytes = field(repr=False)
    photo_box_public_keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """contact_key: of the hash by which addresses are known, shared with intake. box_*: see Sealer and Opener.

    oidc: None where the organisation has no sign-in of its own. sms: None where there is no gateway. replies: None
    where nobody answers mails.
    """

    common: CommonSettings
    smtp: SmtpSettings
    sms: SmsSettings | None
    contact_key: bytes = field(repr=False)
    box_public_keys: Mapping[str, Any]
    box_private_keys: Mapping[str, Any] = field(repr=False)
    session_private_key: Mapping[str, Any] = field(repr=False)
    oidc: OidcSettings | None
    replies: ReplySettings | None = None


def read_settings(process: Process = Process.WORKER) -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("notify", process)
    common = read_common(reading)
    settings = Settings(
        common=common,
        smtp=_smtp(reading),
        sms=_sms(reading, common),
        contact_key=reading.secret_key("contact_key"),
        box_public_keys=reading.secret_keys("box_public_keys.json", Sealer),
        box_private_keys=reading.secret_keys("box_private_keys.json", Opener),
        session_private_key=reading.secret_keys("session_private_key.json", SessionIssuer),
        oidc=_oidc(reading, common),
        replies=_replies(reading),
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


def _oidc(reading: Reading, common: CommonSettings) -> OidcSettings | None:
    """Its secret is for whoever speaks to it: the pages."""
    issuer = reading.env.str("NABO_OIDC_ISSUER", default="")
    client_id = reading.env.str("NABO_OIDC_CLIENT_ID", default="")
    if not issuer:
        return None
    if not _ISSUER.fullmatch(issuer):
        reading.mistakes.append("NABO_OIDC_ISSUER: is not https://host, perhaps with a path")
    elif common.is_production and not issuer.startswith("https://"):
        reading.mistakes.append("NABO_OIDC_ISSUER: is not spoken to without https in production")
    if not client_id:
        reading.mistakes.append("NABO_OIDC_CLIENT_ID: is missing, and NABO_OIDC_ISSUER is there")
    return OidcSettings(
        issuer=issuer,
        client_id=client_id,
        client_secret=reading.secret("oidc_client_secret", unless=Process.WORKER),
    )


def _sms(reading: Reading, common: CommonSettings) -> SmsSettings | None:
    """Without an address of a gateway nothing else is read."""
    url = reading.env.str("NABO_SMS_URL", default="")
    sender = reading.env.str("NABO_SMS_FROM", default="")
    if not url:
        return None
    if not _GATEWAY.match(url) or (url.startswith("http:") and common.is_production):
        reading.mistakes.append("NABO_SMS_URL: is no address that begins with https://")
    if not _SENDER.fullmatch(sender):
        reading.mistakes.append("NABO_SMS_FROM: is neither a number such as +4512345678 nor a name of up to 11 letters")
    return SmsSettings(
        url=url,
        sender=sender,
        token=reading.secret("sms_token", unless=Process.WEB),
        key=reading.secret_key("sms_key", unless=Process.WORKER),
    )


def _replies(reading: Reading) -> ReplySettings | None:
    """Without a domain nothing else is read."""
    domain = reading.env.str("NABO_REPLY_DOMAIN", default="").lower()
    if not domain:
        return None
    if not _DOMAIN.fullmatch(domain):
        reading.mistakes.append("NABO_REPLY_DOMAIN: is no domain such as replies.example.org")
    keys = reading.secret_json("reply_keys.json")
    if keys and not _is_ring(keys):
        reading.mistakes.append("secret reply_keys.json: is not {current, keys} with keys of 32 bytes in base64")
    return ReplySettings(
        domain=domain,
        keys=keys,
        mail_key=reading.secret_key("mail_key", unless=Process.WORKER),
        photo_box_public_keys=reading.secret_keys("photo_box_public_keys.json", Sealer, unless=Process.WORKER),
    )


def _is_ring(found: Mapping[str, Any]) -> bool:
    keys = found.get("keys")
    if not isinstance(keys, dict) or str(found.get("current")) not in keys:
        return False
    try:
        return all(len(base64.b64decode(each, validate=True)) == _RING_KEY_BYTES for each in keys.values())
    except (TypeError, ValueError):
        return False
