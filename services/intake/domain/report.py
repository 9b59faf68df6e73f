"""A report, and what each event makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import assert_never

from shared.events.intake import (
    Channel,
    Consent,
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReportEmptied,
    ReportErased,
    ReporterWrote,
    ReportEvent,
    ReportFiled,
    ReportNoLongerNeeded,
    ReportPhotosAdded,
    ReportReceived,
    ReportState,
    ReportWithdrawn,
)
from shared.events.place import Place
from shared.retention import Data
from shared.signs.signs import Signs, signs

BY_REPORTER = "reporter"  # The name under which somebody without an account acts.
PHONE = "phone"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """at_home: not a public place (rule R5). answered: the resolution, a version of the case, that was last answered.

    is_fixed: what that answer was. thanked: the resolution for which the neighbours who helped were thanked.
    messages: what the reporter wrote since, in order. replies: ids of the mails that some of them came in.
    photos: ids, in the order in which they came.
    secret, request, content, api_key: see `ReportFiled`. emptied: kinds of data that are kept no longer; whoever writes
    anew begins anew.
    """

    reference: str = ""
    category: str = ""
    channel: Channel = field(default=Channel.API, metadata={"by_value": True})
    language: str = ""
    at_home: bool = True
    private: bool = True
    consent: Consent = field(default_factory=Consent)
    reported_at: datetime = NEVER
    received_at: datetime = NEVER
    text: str = ""
    place: Place | None = None
    address: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    contact_id: str | None = None
    contact_kind: str | None = None
    entered_by: str | None = None
    secret: str | None = None
    request: str | None = None
    content: str | None = None
    api_key: str | None = None
    withdrawn: bool = False
    erased: bool = False
    no_longer_needed: bool = False
    answered: int = 0
    is_fixed: bool = False
    thanked: int = 0
    messages: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    refused_helpers: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)

    @property
    def signs(self) -> Signs:
        return Signs(danger=tuple(self.danger_signs), floor=tuple(self.floor_signs))

    @property
    def is_sensitive(self) -> bool:
        return bool(self.danger_signs or self.floor_signs)

    @property
    def is_written_to(self) -> bool:
        """Whether messages about it reach whoever told it: there is no way yet to write to a phone."""
        return self.contact_id is not None and self.contact_kind != PHONE

    @property
    def is_public(self) -> bool:
        """Whether others may see anything of it (rules R5, R14)."""
        return not (self.at_home or self.private or self.is_sensitive or self.withdrawn)


EMPTY = Report()


def evolve(report: Report, event: ReportEvent) -> Report:  # noqa: C901, PLR0911, PLR0912 -- a line for each event.
    """The report after the event. Total, and free of decisions: what happened, happened."""
    match event:
        case ReportReceived():
            return _received(event)
        case ReportFiled():
            return replace(
                report,
                received_at=event.received_at,
                contact_kind=event.contact_kind,
                secret=event.secret,
                request=event.request,
                content=event.content,
                api_key=event.api_key,
            )
        case ReportEdited():
            return _raised(replace(report, text=event.text, emptied=[]), event)
        case ReportWithdrawn():
            return replace(report, withdrawn=True)
        case ReportErased():
            return _erased(report)
        case ReportEmptied():
            return _emptied(report, event)
        case ReportNoLongerNeeded():
            return replace(report, no_longer_needed=True)
        case OutcomeConfirmed():
            return replace(report, answered=event.resolution, is_fixed=True)
        case OutcomeDisputed():
            return _raised(replace(report, answered=event.resolution, is_fixed=False, emptied=[]), event)
        case ReporterWrote():
            return _raised(_written(report, event), event)
        case HelperRefusedByReporter():
            return replace(report, refused_helpers=[*report.refused_helpers, event.person_id])
        case ReportPhotosAdded():
            return replace(report, photos=[*report.photos, *event.photo_ids], emptied=[])
        case _:
            assert_never(event)


def brings(event: ReportEvent) -> Sequence[ReportEvent]:
    """What is told with it and in no event of its own, itself first."""
    filed = event.filed if isinstance(event, ReportReceived) else None
    return (event,) if filed is None else (event, filed)


def public_state(report: Report) -> ReportState:
    """What other services may know of it at any time."""
    return ReportState(
        reference=report.reference,
        category=report.category,
        language=report.language,
        private=report.private,
        at_home=report.at_home,
        sensitive=report.is_sensitive,
        contact_id=report.contact_id,
        withdrawn=report.withdrawn,
        erased=report.erased,
    )


def _received(event: ReportReceived) -> Report:
    return Report(
        reference=event.reference,
        category=event.category,
        channel=event.channel,
        language=event.language,
        at_home=event.at_home,
        private=event.private,
        consent=event.consent,
        reported_at=event.reported_at,
        text=event.text,
        place=event.place,
        address=event.address,
        answers=event.answers,
        danger_signs=event.danger_signs,
        floor_signs=event.floor_signs,
        contact_id=event.contact_id,
        entered_by=event.entered_by,
    )


def _erased(report: Report) -> Report:
    """That there was one, when, of what kind and how it was noticed; nothing of whom, where or in which words."""
    return Report(
        reference=report.reference,
        category=report.category,
        channel=report.channel,
        language=report.language,
        at_home=report.at_home,
        reported_at=report.reported_at,
        received_at=report.received_at,
        api_key=report.api_key,
        danger_signs=report.danger_signs,
        floor_signs=report.floor_signs,
        withdrawn=True,
        erased=True,
    )


def _emptied(report: Report, event: ReportEmptied) -> Report:
    emptied = replace(report, emptied=sorted({*report.emptied, *event.what}))
    if Data.WORDS in event.what:
        emptied = replace(emptied, text="", answers={}, photos=[])
    if Data.MESSAGES in event.what:
        emptied = replace(emptied, messages=["" for _ in report.messages])
    if Data.PLACE in event.what:
        emptied = replace(emptied, place=None, address=None)
    if Data.CONTACT in event.what:
        emptied = replace(emptied, contact_id=None, contact_kind=None)
    return emptied


def _written(report: Report, event: ReporterWrote) -> Report:
    replies = [*report.replies, event.reply_id] if event.reply_id else report.replies
    thanked = report.answered if event.thanks else report.thanked
    return replace(report, messages=[*report.messages, event.text], replies=replies, thanked=thanked, emptied=[])


def _raised(report: Report, event: ReportEdited | OutcomeDisputed | ReporterWrote) -> Report:
    known = signs([*report.danger_signs, *event.danger_signs], [*report.floor_signs, *event.floor_signs])
    return replace(report, danger_signs=list(known.danger), floor_signs=list(known.floor))
