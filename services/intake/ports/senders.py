"""Who sends reports: keys of partners' systems, and how many come in a minute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.intake.domain.api_key import ApiKey
from shared.events.intake_keys import ApiKeyEvent
from shared.repository import Found, Repository


class ApiKeys(Repository[ApiKey, ApiKeyEvent], Protocol):
    """Keys of partners' systems, by their ids."""

    def all(self) -> Iterator[Found[ApiKey]]: ...

    def history(self, aggregate_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened to one, in order: `at`, `by`, `type`, `data`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """How often somebody sent in a minute, and when that minute ends."""

    count: int
    until: datetime

    def wait(self, *, most: int, at: datetime) -> float | None:
        """Seconds until there is room again, where so many are too many."""
        return (self.until - at).total_seconds() if self.count > most else None


class Minutes(Protocol):
    """The newest minute of whoever is counted."""

    def count(self, of: str, at: datetime) -> Uses:
        """One more: how many there are now."""


class KeyUses(Minutes, Protocol):
    """The newest minute of each key."""

    def last_used_at(self, key_id: str) -> datetime | None:
        """The minute in which it was used last."""
