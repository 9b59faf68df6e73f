"""Who hears about a report: the address it came with, in its sealed box, for as long as it wants to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether it is written to."""

    ACTIVE = "active"
    STOPPED = "stopped"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """box: as intake sealed it, with kind, address, language and the secret of the personal page.

    kind: of the address, `email` or `phone`.
    """

    id: str
    report_id: str
    contact_id: str
    since: datetime
    language: str
    box: str
    standing: Standing = Standing.ACTIVE
    kind: str = "email"


def subscription_id(report_id: str, contact_id: str) -> str:
    return f"{report_id}:{contact_id}"
