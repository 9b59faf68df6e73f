"""What happens to the keys with which partners' systems send reports; intake keeps it to itself."""

from datetime import datetime

from shared.events.event import event, public_state, words


@public_state("intake.api_key")
class ApiKeyState:
    """Nobody else needs to know which systems have keys."""


@event("intake.api_key.issued.v1", topic=None)
class ApiKeyIssued:
    """A partner's system may send reports. owner: whose it is. secret: hash of the key. reason: a code."""

    per_minute: int
    reason: str
    expires_at: datetime | None = None
    owner: str = words(default="")
    secret: str = words(default="")


@event("intake.api_key.revoked.v1", topic=None)
class ApiKeyRevoked:
    """It opens nothing any more. reason: a code."""

    reason: str


ApiKeyEvent = ApiKeyIssued | ApiKeyRevoked
