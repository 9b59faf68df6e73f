"""Keys of partners' systems in memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.intake.domain.api_key import NONE_YET, ApiKey, evolve
from services.intake.ports import Uses
from shared.clock import Clock
from shared.events.codec import to_document, without_words
from shared.events.event import Recorded
from shared.events.intake_keys import ApiKeyEvent
from shared.repository import Found
from tests.fakes.repository import FakeRepository


class FakeApiKeys(FakeRepository[ApiKey, ApiKeyEvent]):
    """Passes as `ApiKeys`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=NONE_YET, evolve=evolve, clock=clock)
        self._histories: dict[str, list[Recorded]] = {}

    def append(self, found: Found[ApiKey], events: Sequence[ApiKeyEvent], *, by: str) -> Found[ApiKey]:
        before = len(self.recorded)
        after = super().append(found, events, by=by)
        self._histories.setdefault(found.id, []).extend(self.recorded[before:])
        return after

    def all(self) -> Iterator[Found[ApiKey]]:
        return iter([self._found[name] for name in sorted(self._found)])

    def history(self, aggregate_id: str) -> Sequence[Mapping[str, Any]]:
        return [without_words(to_document(each)) for each in self._histories.get(aggregate_id, ())]


class FakeKeyUses:
    """Passes as `KeyUses` and as `Minutes`."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[datetime, int]] = {}

    def count(self, of: str, at: datetime) -> Uses:
        asked = at.replace(second=0, microsecond=0)
        minute, count = self._newest.get(of, (asked, 0))
        newest = max(minute, asked)
        self._newest[of] = (newest, count + 1 if newest == minute else 1)
        return Uses(count=self._newest[of][1], until=newest + timedelta(minutes=1))

    def last_used_at(self, key_id: str) -> datetime | None:
        return self._newest[key_id][0] if key_id in self._newest else None
