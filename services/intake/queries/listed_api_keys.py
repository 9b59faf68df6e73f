"""Which systems have keys, what each is worth, and who gave or took it when and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.domain.api_key import Standing
from services.intake.ports import ApiKeys, KeyUses
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """last_used_at: the minute. history: `at`, `by`, what and why, in order."""

    id: str
    owner: str
    standing: Standing
    per_minute: int
    expires_at: datetime | None
    last_used_at: datetime | None
    history: Sequence[Mapping[str, Any]]


def listed_api_keys(*, keys: ApiKeys, uses: KeyUses, clock: Clock) -> Iterator[ListedKey]:
    """No secrets, and no hashes of any. Raises: TryAgain."""
    now = clock.now()
    for found in keys.all():
        yield ListedKey(
            id=found.id,
            owner=found.state.owner,
            standing=found.state.standing(now),
            per_minute=found.state.per_minute,
            expires_at=found.state.expires_at,
            last_used_at=uses.last_used_at(found.id),
            history=[_told(each) for each in keys.history(found.id)],
        )


def _told(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what is there for machines alone."""
    return {"at": event["at"], "by": event["by"], "what": event["type"], "reason": event["data"]["reason"]}
