"""Reports, who hears about them, and disowned addresses in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.subscription import Standing, Subscription
from shared.events.intake import ReportState


class FakeMatters:
    """Passes as `ports.matters.Matters`."""

    def __init__(self, *known: Matter) -> None:
        self.known = {each.report_id: each for each in known}

    def find(self, report_id: str) -> Matter | None:
        return self.known.get(report_id)

    def many(self, report_ids: Collection[str]) -> Mapping[str, Matter]:
        return {each: self.known[each] for each in report_ids if each in self.known}

    def open(self, matter: Matter) -> None:
        self.known.setdefault(matter.report_id, matter)

    def hear_report(
        self, report_id: str, state: ReportState, *, state_version: int, heard: int, photos: Sequence[str] = ()
    ) -> None:
        matter = self.known[report_id]
        if state_version >= matter.version:
            matter = replace(
                matter,
                version=state_version,
                reference=state.reference,
                category=state.category,
                language=state.language,
                is_sensitive=state.sensitive,
                contact_id=state.contact_id,
                is_withdrawn=state.withdrawn,
            )
        together = tuple(dict.fromkeys((*matter.photos, *photos)))
        self.known[report_id] = replace(matter, heard=max(heard, matter.heard), photos=together)

    def hear_case(self, report_id: str, seen: CaseSeen) -> None:
        matter = self.known[report_id]
        if matter.case is None or matter.case.heard < seen.heard:
            self.known[report_id] = replace(matter, case=seen)


class FakeSubscriptions:
    """Passes as `ports.matters.Subscriptions`."""

    def __init__(self, *known: Subscription) -> None:
        self.known = {each.id: each for each in known}

    def add(self, subscription: Subscription) -> None:
        self.known.setdefault(subscription.id, subscription)

    def find(self, subscription_id: str) -> Subscription | None:
        return self.known.get(subscription_id)

    def put(self, subscription_id: str, standing: Standing) -> None:
        self.known[subscription_id] = replace(self.known[subscription_id], standing=standing)

    def of_contacts(
        self, contact_ids: Collection[str], limit: int, *, opens_from: Mapping[str, datetime]
    ) -> Sequence[Subscription]:
        told = [each for each in self.known.values() if each.contact_id in contact_ids]
        mine = [each for each in told if each.since >= opens_from.get(each.contact_id, each.since)]
        return sorted(mine, key=lambda each: each.since, reverse=True)[:limit]


class FakeDisowned:
    """Passes as `ports.matters.Disowned`."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def add(self, contact_id: str, at: datetime) -> None:  # noqa: ARG002 -- the port's shape
        self.known.add(contact_id)

    def remove(self, contact_id: str) -> None:
        self.known.discard(contact_id)

    def is_known(self, contact_id: str) -> bool:
        return contact_id in self.known
