"""Intake's ports in memory."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count

from services.intake.domain.report import EMPTY, Report
from services.intake.domain.report_evolve import evolve
from services.intake.ports import (
    Contact,
    ContactKind,
    Deed,
    Listed,
    Mint,
    ReferenceTaken,
    RequestTaken,
    Sealed,
    Wish,
)
from shared.clock import Clock
from shared.contacts import mailbox_of, normalise_email, normalise_phone
from shared.errors import NotFound
from shared.events.event import type_of
from shared.events.intake import ReportEvent
from shared.events.place import Place
from shared.ids import ContactId, Reference
from shared.repository import Found
from shared.retention import PROTECTED, What
from tests.fakes.repository import FakeRepository


class FakeReports(FakeRepository[Report, ReportEvent]):
    """Passes as `Reports`, `HeldReports`, `PublicReports` and `Histories`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=EMPTY, evolve=evolve, clock=clock)
        self._by_report: dict[str, list[Deed]] = {}

    def append(self, found: Found[Report], events: Sequence[ReportEvent], *, by: str) -> Found[Report]:
        if not found.version:
            self._must_be_new(found, events)
        before = len(self.recorded)
        after = super().append(found, events, by=by)
        for each in self.recorded[before:]:
            deed = Deed(at=each.at, version=each.version, what=type_of(each.happened).name, by=each.by)
            self._by_report.setdefault(found.id, []).append(deed)
        return after

    def with_secret(self, hashed: str) -> Found[Report]:
        return self._one(lambda report: report.secret == hashed)

    def with_request(self, request: str) -> Found[Report]:
        return self._one(lambda report: report.request == request)

    def with_photo(self, photo_id: str) -> Found[Report]:
        return self._one(lambda report: photo_id in report.photos)

    def of_contacts(self, contact_ids: Sequence[str]) -> Sequence[Found[Report]]:
        mine = [each for each in self._found.values() if each.state.contact_id in contact_ids]
        return sorted(mine, key=lambda each: each.state.received_at)

    def with_reference(self, reference: Reference) -> Found[Report]:
        return self._one(lambda report: report.reference == reference and report.is_public)

    def recent(self, wish: Wish) -> Sequence[Listed]:
        public = [each for each in self._found.values() if each.state.is_public]
        listed = [
            Listed(found=each, mark=f"{each.state.received_at.isoformat()} {each.state.reference}") for each in public
        ]
        wanted = [each for each in listed if wish.category in {"", each.found.state.category}]
        later = [each for each in wanted if not wish.after or each.mark < wish.after]
        return sorted(later, key=lambda each: each.mark, reverse=True)[: wish.limit]

    def of(self, report_id: str) -> Sequence[Deed]:
        return self._by_report.get(report_id, [])

    def held(self, what: What, before: datetime) -> Iterator[Found[Report]]:
        found = [each for each in self._found.values() if each.state.received_at <= before and _holds(each, what)]
        return iter(sorted(found, key=lambda each: (each.state.received_at, each.id)))

    def _one(self, is_it: Callable[[Report], bool]) -> Found[Report]:
        found = next((each for each in self._found.values() if is_it(each.state)), None)
        if found is None:
            raise NotFound
        return found

    def _must_be_new(self, found: Found[Report], events: Sequence[ReportEvent]) -> None:
        new = found.state
        for event in events:
            new = evolve(new, event)
        for known in self._found.values():
            if new.request and known.state.request == new.request:
                raise RequestTaken
            if known.state.reference == new.reference:
                raise ReferenceTaken(found.id)


class FakeContacts:
    """Passes as `Contacts`; its boxes can be read, so that tests see what is in them."""

    def normalise(self, contact: Contact) -> Contact:
        if contact.kind is ContactKind.EMAIL:
            return Contact(kind=contact.kind, address=normalise_email(contact.address))
        return Contact(kind=contact.kind, address=normalise_phone(contact.address, "DK"))

    def seal(self, contact: Contact, *, language: str, secret: str, own: Collection[str] = ()) -> Sealed:
        is_theirs = _hashed(contact.address) in own
        box = f"{contact.kind}|{contact.address}|{language}|{secret}" + ("|owner" if is_theirs else "")
        return Sealed(contact_id=_hashed(contact.address), mailbox_id=_hashed(mailbox_of(contact.address)), box=box)


def _hashed(address: str) -> ContactId:
    return ContactId(hashlib.sha256(address.encode()).hexdigest()[:8])


class FakePlaces:
    """Passes as `Places`: serves what lies south of 55.8, and knows a few addresses."""

    def __init__(self, addresses: Mapping[str, Place] | None = None) -> None:
        self._addresses = addresses or {}

    def serves(self, place: Place) -> bool:
        return place.lat < 55.8

    def place_of(self, address: str) -> Place | None:
        return self._addresses.get(address)

    def nearest_address(self, place: Place) -> str | None:
        return next((text for text, known in self._addresses.items() if known == place), None)

    def addresses_like(self, text: str) -> Sequence[str]:
        return [known for known in self._addresses if known.startswith(text)]


def counting_mint(references: Sequence[str] = ()) -> Mint:
    """Ids, references and secrets in order; `references` come first."""
    ids, secrets, more = count(1), count(1), count(1)
    wished = iter(references)
    return Mint(
        report_id=lambda: f"report-{next(ids)}",
        reference=lambda: Reference(next(wished, f"N-{next(more)}")),
        secret=lambda request: f"secret-{request or next(secrets)}",
    )


def _holds(found: Found[Report], what: What) -> bool:
    report = found.state
    kept_as = PROTECTED if report.is_sensitive else report.category
    return not report.erased and what.data not in report.emptied and kept_as == what.of
