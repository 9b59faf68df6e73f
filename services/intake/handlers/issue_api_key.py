"""A partner's system gets a key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.intake.domain import api_key
from services.intake.domain.secret import hashed
from services.intake.ports import ApiKeys
from shared.clock import Clock
from shared.events.intake_keys import ApiKeyIssued


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueApiKey:
    """owner: whose system it is, as people name it. reason: a code. per_minute: requests."""

    owner: str
    by: str
    reason: str
    per_minute: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """key: shown once, and kept nowhere."""

    id: str
    key: str


def issue_api_key(command: IssueApiKey, *, keys: ApiKeys, mint: Callable[[], str], clock: Clock) -> NewKey:
    """Only its hash is kept. Raises: Refused, TryAgain."""
    key = mint()
    found = keys.find(api_key.id_in(key))
    issued = ApiKeyIssued(
        per_minute=command.per_minute,
        reason=command.reason,
        expires_at=command.expires_at,
        owner=command.owner,
        secret=hashed(key),
    )
    keys.append(found, api_key.issue(found.state, issued, at=clock.now()), by=command.by)
    return NewKey(id=found.id, key=key)
