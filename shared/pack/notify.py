"""What notify.yaml says: who writes to people, over which channels, how often, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Annotated

from marshmallow import fields, validate

from shared.pack.common import CommonPack
from shared.pack.fields import PhoneField
from shared.pack.values import DayHours, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who mail comes from, and where answers go."""

    name: Texts
    address: Annotated[str, fields.Email]
    reply_to: Annotated[str, fields.Email] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCaps:
    """How many messages one contact gets a day."""

    unverified: int = field(metadata={"validate": validate.Range(min=1)})
    verified: int = field(metadata={"validate": validate.Range(min=1)})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyFile:
    """notify.yaml. overrides: `<event>/<audience>.<channel>` → the neighbourhood's own template."""

    sender: Sender
    channels: tuple[str, ...] = field(metadata={"validate": validate.ContainsOnly(["email", "sms", "push", "letter"])})
    daily_caps: DailyCaps
    phone: Annotated[str, PhoneField]
    footer: Texts
    digest_at: tuple[time, ...] = ()
    quiet_hours: DayHours | None = None
    overrides: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyPack:
    """All that notify needs of a pack."""

    name: str
    common: CommonPack
    sender: Sender
    channels: tuple[str, ...]
    daily_caps: DailyCaps
    phone: str
    footer: Texts
    digest_at: tuple[time, ...]
    quiet_hours: DayHours | None
    overrides: Mapping[str, Texts]
