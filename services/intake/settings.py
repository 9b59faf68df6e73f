"""What intake is told when it starts, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import validate

from shared.sealing import Opener, Sealer
from shared.settings import CommonSettings, Process, Reading, read_common


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """contact_key: of the hash by which addresses are known, shared with notify. box_public_keys: see Sealer.

    photo_key: by which triage signs addresses of photos, shared with it; pages alone need it. photo_box_private_keys:
    of the boxes in which notify sends on photos that came by mail, see Opener; the worker alone needs them.
    sends_sms: whether notify has a gateway for text messages, as pages tell people.
    reports_per_minute: without a key, from one address of the network; 0 for no limit.
    """

    common: CommonSettings
    contact_key: bytes = field(repr=False)
    photo_key: bytes = field(repr=False)
    box_public_keys: Mapping[str, Any]
    photo_box_private_keys: Mapping[str, Any] = field(repr=False)
    sends_sms: bool
    reports_per_minute: int


def read_settings(process: Process = Process.WORKER) -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("intake", process)
    settings = Settings(
        common=read_common(reading),
        contact_key=reading.secret_key("contact_key"),
        photo_key=reading.secret_key("photo_key", unless=Process.WORKER),
        box_public_keys=reading.secret_keys("box_public_keys.json", Sealer),
        photo_box_private_keys=reading.secret_keys("photo_box_private_keys.json", Opener, unless=Process.WEB),
        sends_sms=bool(reading.env.str("NABO_SMS_URL", default="")),
        reports_per_minute=reading.env.int("NABO_REPORTS_PER_MINUTE", default=0, validate=validate.Range(min=0)),
    )
    reading.stop_at_mistakes()
    return settings
