"""Who somebody is at the organisation's sign-in: the first sign-in there says it, and it is never somebody else."""

from dataclasses import dataclass
from datetime import datetime

from shared.errors import Refused
from shared.events.notify_passkeys import OidcLetGo, OidcPinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The only names that never go to somebody else there.

    issuer, subject: `iss` and `sub` (OpenID Connect Core, 5.7).
    """

    issuer: str
    subject: str
    pinned_at: datetime


def pin(pinned: Pin | None, shown: Pin) -> tuple[OidcPinned, ...]:
    """pinned: who they are there until now. shown: who signs in there now.

    Raises: Refused for somebody else there, be it with the same address: addresses go from one to another.
    """
    if pinned is None:
        return (OidcPinned(issuer=shown.issuer, subject=shown.subject, pinned_at=shown.pinned_at),)
    if (pinned.issuer, pinned.subject) != (shown.issuer, shown.subject):
        raise Refused("oidc_other_person")
    return ()


def let_go(pinned: Pin | None, *, reason: str) -> tuple[OidcLetGo, ...]:
    """The next sign-in by the organisation's counts, whoever it is there."""
    return (OidcLetGo(reason=reason),) if pinned else ()


def pin_of(event: OidcPinned) -> Pin:
    return Pin(issuer=event.issuer, subject=event.subject, pinned_at=event.pinned_at)
