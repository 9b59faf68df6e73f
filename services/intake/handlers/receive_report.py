"""Somebody tells us something."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.intake.domain.address_words import sentences_in
from services.intake.domain.catalogue import Catalogue, Category
from services.intake.domain.draft import Draft, Unacceptable, problems_of, signs_of
from services.intake.domain.report import BY_REPORTER, EMPTY, Report
from services.intake.domain.secret import hashed
from services.intake.domain.sender import Sender
from services.intake.handlers.reading_contact import normalised
from services.intake.ports import Contact, ContactKind, Contacts, Mint, Places, Reports, RequestTaken, Sealed
from shared.clock import Clock
from shared.errors import Refused
from shared.events.intake import Consent, ReportFiled, ReportReceived
from shared.ids import Reference, ReportId
from shared.repository import Found, decide_again
from shared.signs.signs import Signs, SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """name: the sender's own for this request, under which it is taken once. content: a keyed hash of what it says."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReport:
    """entered_by: the caseworker who typed it. private: as wished; what happens at a home is private in any case.

    own_contacts: contact_ids that whoever tells it, and is signed in, has shown to be theirs.
    sender: who sent it, where there is a limit to how many they may send.
    admit: counts whoever sent it without a key, asked only when nothing else is wrong: a mistake is no report.
    """

    draft: Draft
    consent: Consent
    private: bool = False
    contact: Contact | None = None
    request: Request | None = None
    entered_by: str | None = None
    own_contacts: Collection[str] = ()
    sender: Sender | None = None
    admit: Callable[[], Sender] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What whoever told us is told in return.

    secret: of their personal page, where no message can bring it to them; else empty.
    """

    report_id: ReportId
    reference: Reference
    category: str
    signs: Signs
    language: str
    received_at: datetime
    secret: str = ""


def receive_report(
    command: ReceiveReport,
    *,
    reports: Reports,
    places: Places,
    contacts: Contacts,
    catalogue: Catalogue,
    words: SignWords,
    mint: Mint,
    clock: Clock,
) -> Receipt:
    """Keep the report, in one write. The same request again gets the first answer.

    Raises: Unacceptable, Refused (the request's name stands for other words), BeyondLimit, TryAgain.
    """
    now = clock.now()
    draft = _located(command.draft, places)
    signs = signs_of(draft, catalogue=catalogue, words=words)
    if command.sender is not None and not signs:  # Whoever may be in danger does not wait for others (rule R1).
        command.sender.require_room()
    served = draft.place is None or places.serves(draft.place)
    contact, unreadable = normalised(command.contact, contacts)
    told_wrong = () if signs else unreadable  # Whoever may be in danger is heard, if without a way to answer them.
    problems = (*problems_of(draft, signs, catalogue=catalogue, served=served, now=now), *told_wrong)
    if problems:
        raise Unacceptable(problems)
    if command.admit is not None and not signs:
        command.admit().require_room()
    category = catalogue.of(draft.category)
    told = (draft.text, *draft.answers.values(), *sentences_in(draft.address))
    written_in = words.other_language("\n".join(told), draft.language)
    checked = _Checked(
        command=command, draft=draft, category=category, signs=signs, written_in=written_in, contact=contact
    )
    try:
        return decide_again(lambda: _file(checked, reports=reports, contacts=contacts, mint=mint, now=now))
    except RequestTaken:
        return _first_answer(command, reports=reports, mint=mint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """A command that can be taken. contact: normalised."""

    command: ReceiveReport
    draft: Draft
    category: Category
    signs: Signs
    written_in: str | None
    contact: Contact | None


def _located(draft: Draft, places: Places) -> Draft:
    """The place of a known address, where none was given."""
    if draft.place is not None or not draft.address:
        return draft
    return replace(draft, place=places.place_of(draft.address))


def _file(checked: _Checked, *, reports: Reports, contacts: Contacts, mint: Mint, now: datetime) -> Receipt:
    secret, contact = _secret(checked.command, mint), checked.contact
    language, own = checked.draft.language, checked.command.own_contacts
    sealed = contacts.seal(contact, language=language, secret=secret, own=own) if contact else None
    request, sender = checked.command.request, checked.command.sender
    filed = ReportFiled(
        received_at=now,
        contact_kind=contact.kind.value if contact else None,
        secret=hashed(secret) if sealed else None,
        request=request.name if request else None,
        content=request.content if request else None,
        api_key=sender.key_id if sender else None,
    )
    received = replace(_received(checked, sealed, reference=mint.reference(), now=now), filed=filed)
    new = Found(id=mint.report_id(), state=EMPTY, version=0)
    found = reports.append(new, (received, filed), by=received.entered_by or filed.api_key or BY_REPORTER)
    return _receipt(found, secret=secret if _shows_secret(checked.command) else "")


def _received(checked: _Checked, sealed: Sealed | None, *, reference: Reference, now: datetime) -> ReportReceived:
    command, draft, at_home = checked.command, checked.draft, checked.category.at_home
    return ReportReceived(
        reference=reference,
        category=checked.category.code,
        channel=draft.channel,
        language=draft.language,
        at_home=at_home,
        consent=command.consent,
        private=command.private or at_home,
        reported_at=draft.reported_at or now,
        text=draft.text,
        place=draft.place,
        address=draft.address or None,
        answers=dict(draft.answers),
        danger_signs=list(checked.signs.danger),
        floor_signs=list(checked.signs.floor),
        contact_id=sealed.contact_id if sealed else None,
        mailbox_id=sealed.mailbox_id if sealed else None,
        sealed_contact=sealed.box if sealed else None,
        entered_by=command.entered_by,
        written_in=checked.written_in,
    )


def _shows_secret(command: ReceiveReport) -> bool:
    """Whoever left a phone number gets no message with it, and has it from the receipt."""
    return command.contact is not None and command.contact.kind is ContactKind.PHONE


def _secret(command: ReceiveReport, mint: Mint) -> str:
    """One that a receipt shows is the same for the same request, which always gets the first answer.

    It is made of what the request says, too: its name alone may be a stranger's after the report is forgotten.
    """
    request = command.request
    return mint.secret(f"{request.name} {request.content}" if request and _shows_secret(command) else "")


def _first_answer(command: ReceiveReport, *, reports: Reports, mint: Mint) -> Receipt:
    request = command.request
    found = reports.with_request(request.name if request else "")
    if request is None or found.state.content != request.content:
        raise Refused("request_differs")
    secret = _secret(command, mint) if _shows_secret(command) else ""
    return _receipt(found, secret=secret if hashed(secret) == found.state.secret else "")


def _receipt(found: Found[Report], *, secret: str) -> Receipt:
    report = found.state
    return Receipt(
        report_id=ReportId(found.id),
        reference=Reference(report.reference),
        category=report.category,
        signs=report.signs,
        language=report.language,
        received_at=report.received_at,
        secret=secret,
    )
