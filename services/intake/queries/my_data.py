"""All that intake holds about somebody, for them to take with them: the reports that came with their addresses."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.domain.photos import Size
from services.intake.domain.report import Report
from services.intake.domain.standing import status_of
from services.intake.domain.story import Message, Shown, Step, Story
from services.intake.ports import Deed, Histories, People, Reports, Stories
from services.intake.ports.photo_store import PhotoStore
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.codec import dump
from shared.events.triage import ReportStatus
from shared.events.triage_people import Grant
from shared.opening import is_opened
from shared.repository import Found

_SECRETS = frozenset({"secret", "request", "content"})
"""Hashes by which intake finds a report again; they tell nothing about anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPhoto:
    photo_id: str
    jpeg_base64: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReport:
    """report: its words, place, answers, consent, signs and messages. deeds: what was done to it, codes and times.

    steps: what others did. shown: who was shown what about it. photos: the pictures, as JPEGs in base64.
    """

    report_id: str
    status: ReportStatus
    report: Mapping[str, Any]
    deeds: Sequence[Deed]
    steps: Sequence[Step]
    messages_to_you: Sequence[Message]
    shown: Sequence[Shown]
    photos: Sequence[HeldPhoto]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """contact_ids: keyed hashes of their addresses. names: first names, by person_id, of who is named in it."""

    person_id: str
    made_at: datetime
    contact_ids: Sequence[str]
    roles: Sequence[Grant]
    reports: Sequence[HeldReport]
    names: Mapping[str, str]


def my_data(
    person_id: str,
    *,
    reports: Reports,
    stories: Stories,
    histories: Histories,
    people: People,
    photos: PhotoStore,
    clock: Clock,
) -> MyData:
    """Of reports, those alone whose address they showed to be theirs, from when on it is known to be theirs."""
    contact_ids, opens_from = people.contacts(person_id), people.opens_from(person_id)
    found = [
        each
        for each in reports.of_contacts(contact_ids)
        if is_opened(each.state.contact_id, each.state.received_at, opens_from)
    ]
    told = stories.of_all([each.id for each in found])
    held = [_held(each, told.get(each.id), histories, photos) for each in found]
    named = {
        *(each.to for one in held for each in one.shown),
        *(each.by for one in held for each in one.messages_to_you),
    }
    named |= {each.person_id for one in held for each in one.steps if each.person_id}
    return MyData(
        person_id=person_id,
        made_at=clock.now(),
        contact_ids=contact_ids,
        roles=people.roles(person_id),
        reports=held,
        names=people.names(sorted({*named, person_id})),
    )


def _held(found: Found[Report], story: Story | None, histories: Histories, photos: PhotoStore) -> HeldReport:
    return HeldReport(
        report_id=found.id,
        status=status_of(found.state, story),
        report={name: value for name, value in dump(found.state).items() if name not in _SECRETS},
        deeds=histories.of(found.id),
        steps=story.steps if story else (),
        messages_to_you=story.messages if story else (),
        shown=story.shown if story else (),
        photos=list(_photos(found, photos)),
    )


def _photos(found: Found[Report], photos: PhotoStore) -> Iterator[HeldPhoto]:
    """Those that are there: where a period is over, bytes go before the report is told so."""
    for each in found.state.photos:
        with suppress(NotFound):
            picture = photos.get(found.id, each, Size.FULL)
            yield HeldPhoto(photo_id=each, jpeg_base64=base64.b64encode(picture).decode())
