"""What is needed of reports, their cases, and who wants to hear about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.subscription import Standing, Subscription
from shared.events.intake import ReportState
from shared.ids import Reference


class Matters(Protocol):
    """What is known of reports and their cases. What is not newer than what is known is overlooked."""

    def find(self, report_id: str) -> Matter | None: ...

    def many(self, report_ids: Collection[str]) -> Mapping[str, Matter]: ...

    def open(self, matter: Matter) -> None: ...

    def hear_report(
        self, report_id: str, state: ReportState, *, state_version: int, heard: int, photos: Sequence[str] = ()
    ) -> None:
        """photos: ids of those that came; each is kept once."""

    def hear_case(self, report_id: str, seen: CaseSeen) -> None: ...


class Subscriptions(Protocol):
    def add(self, subscription: Subscription) -> None:
        """Adding twice is adding once."""

    def find(self, subscription_id: str) -> Subscription | None: ...

    def put(self, subscription_id: str, standing: Standing) -> None: ...

    def of_contacts(
        self, contact_ids: Collection[str], limit: int, *, opens_from: Mapping[str, datetime]
    ) -> Sequence[Subscription]:
        """The newest first. opens_from: by contact_id, where not all that came with it is wanted."""


class Disowned(Protocol):
    """Addresses whose owner said "this was not me": nothing goes there until they show that it is theirs."""

    def add(self, contact_id: str, at: datetime) -> None: ...

    def remove(self, contact_id: str) -> None: ...

    def is_known(self, contact_id: str) -> bool: ...


class Traces(Protocol):
    """For operators: what is known of a report's way."""

    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        """Its steps: times, codes and ids, no words and no addresses. Nothing for what is not there."""
