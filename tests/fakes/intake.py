"""Intake's ports in memory."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from services.intake.domain.forgetting import message_without, shown_without, step_without
from services.intake.domain.report import EMPTY, Report
from services.intake.domain.report_evolve import evolve
from services.intake.domain.story import Message, Shown, Step, Story
from services.intake.ports import (
    Contact,
    ContactKind,
    Deed,
    Listed,
    Mint,
    ReferenceTaken,
    RequestTaken,
    Sealed,
    Told,
    Wish,
)
from shared.clock import Clock
from shared.contacts import mailbox_of, normalise_email, normalise_phone
from shared.errors import NotFound
from shared.events.event import type_of
from shared.events.intake import ReportEvent
from shared.events.place import Place
from shared.events.triage_people import Grant
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


class FakeStories:
    """Passes as `Stories`."""

    def __init__(self) -> None:
        self._told: dict[str, dict[int, Told]] = {}
        self._wordless_until: dict[str, int] = {}

    def keep(self, told: Told) -> None:
        is_emptied = told.version <= self._wordless_until.get(told.state.report_id, 0)
        self._told.setdefault(told.state.report_id, {})[told.version] = _wordless(told) if is_emptied else told

    def forget(self, report_id: str, person_ids: Sequence[str]) -> None:
        gone, told = frozenset(person_ids), self._told.get(report_id, {})
        helped = any(each.step and each.step.person_id in gone for each in told.values())
        for version, each in told.items():
            step = each.step and step_without(each.step, gone)
            told[version] = replace(
                each,
                step=replace(step, words="") if step and helped and step.by_helper else step,
                message=each.message and message_without(each.message, gone),
                shown=each.shown and shown_without(each.shown, gone),
            )

    def empty(self, report_id: str) -> None:
        told = self._told.get(report_id, {})
        self._wordless_until[report_id] = max(told, default=0)
        for version, each in told.items():
            told[version] = _wordless(each)

    def of(self, report_id: str) -> Story | None:
        return self.of_all([report_id]).get(report_id)

    def of_all(self, report_ids: Sequence[str]) -> Mapping[str, Story]:
        return {each: _story(self._told[each]) for each in report_ids if each in self._told}


class FakePeople:
    """Passes as `People`."""

    def __init__(self) -> None:
        self._roles: dict[str, tuple[int, Sequence[Grant]]] = {}
        self._names: dict[str, tuple[int, str]] = {}
        self._contacts: dict[str, tuple[int, Sequence[str]]] = {}
        self._opens_from: dict[str, Mapping[str, datetime]] = {}
        self._revoked: set[str] = set()

    def keep_roles(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None:
        if version > self._roles.get(person_id, (0, ()))[0]:
            self._roles[person_id] = (version, tuple(grants))

    def roles(self, person_id: str) -> Sequence[Grant]:
        return self._roles.get(person_id, (0, ()))[1]

    def keep_name(self, person_id: str, first_name: str, *, version: int) -> None:
        if version > self._names.get(person_id, (0, ""))[0]:
            self._names[person_id] = (version, first_name)

    def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        return {each: self._names[each][1] for each in person_ids if each in self._names}

    def keep_contacts(
        self, person_id: str, contact_ids: Sequence[str], *, opens_from: Mapping[str, datetime], version: int
    ) -> None:
        if version > self._contacts.get(person_id, (0, ()))[0]:
            self._contacts[person_id] = (version, tuple(contact_ids))
            self._opens_from[person_id] = dict(opens_from)

    def contacts(self, person_id: str) -> Sequence[str]:
        return self._contacts.get(person_id, (0, ()))[1]

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        return self._opens_from.get(person_id, {})

    def revoke_session(self, session_id: str, at: datetime) -> None:  # noqa: ARG002 -- the port's shape
        self._revoked.add(session_id)

    def is_revoked(self, session_id: str) -> bool:
        return session_id in self._revoked


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


def _wordless(told: Told) -> Told:
    return replace(
        told,
        step=told.step and replace(told.step, words=""),
        message=told.message and replace(told.message, text=""),
    )


def _story(told: Mapping[int, Told]) -> Story:
    in_order = [told[version] for version in sorted(told)]
    newest = max(in_order, key=lambda each: each.state_version)
    steps: list[Step] = [each.step for each in in_order if each.step]
    messages: list[Message] = [each.message for each in in_order if each.message]
    shown: list[Shown] = [each.shown for each in in_order if each.shown]
    return Story(
        case_id=newest.case_id,
        state=newest.state,
        as_of=max(each.at for each in in_order),
        steps=tuple(steps),
        messages=tuple(messages),
        shown=tuple(shown),
    )
