"""All that triage holds about somebody, for them to take with them: their offer, their tasks, and their own reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.triage.domain.assignment import Assignment
from services.triage.domain.case import Case, Message, Outcome
from services.triage.domain.decision import Decision
from services.triage.domain.helper import Helper
from services.triage.domain.invitation import Invitation
from services.triage.domain.report import Report
from services.triage.domain.roles import Roles
from services.triage.domain.thanking import is_thanks_to
from services.triage.ports import CasesToRead, ContactsToRead, HelpersToRead, RolesToRead
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.event import type_of_form
from shared.events.triage import REPORTER, CaseStatus, PlaceDisclosed
from shared.opening import is_opened
from shared.repository import Found

DISCLOSED = type_of_form(PlaceDisclosed).name
_OTHERS = frozenset({"blocked"})
"""Whom they do not want to meet is said as a number: it is about others too (rule R9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldShowing:
    """Something protected was shown. to: a person_id. what, why: codes."""

    at: str
    to: str
    what: Sequence[str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTask:
    """A case on which they were asked or helped; of it, only what is about them. shown: what they were shown.

    messages: of what others wrote about the task without the words, which stand on its page while they have it.
    """

    case_id: str
    reference: str
    category: str
    invitation: Invitation | None
    assignment: Assignment | None
    messages: Sequence[Message]
    shown: Sequence[HeldShowing]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """What became of a report of theirs. shown: what of it was shown, and to whom."""

    case_id: str
    reference: str
    status: CaseStatus
    opened_at: datetime | None
    deadline_at: datetime | None
    report: Report | None
    danger_signs: Sequence[str]
    floor_signs: Sequence[str]
    decisions: Sequence[Decision]
    outcomes: Sequence[Outcome]
    messages: Sequence[Message]
    shown: Sequence[HeldShowing]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """offer: None for somebody who never offered to help. blocked: how many people they do not want to meet."""

    person_id: str
    made_at: datetime
    contact_ids: Sequence[str]
    roles: Roles
    offer: Mapping[str, Any] | None
    blocked: int
    tasks: Sequence[HeldTask]
    cases: Sequence[HeldCase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where triage keeps what is about people."""

    cases: CasesToRead
    helpers: HelpersToRead
    roles: RolesToRead
    contacts: ContactsToRead


def my_data(person_id: str, *, shelves: Shelves, clock: Clock) -> MyData:
    """Of reports, those alone whose address they showed to be theirs, from when on it is known to be theirs."""
    helper, contact_ids = shelves.helpers.find(person_id), shelves.contacts.verified_of(person_id)
    cases, opens_from = shelves.cases, shelves.contacts.opens_from(person_id)
    told = [
        found
        for found in cases.told_by(contact_ids)
        if is_opened(found.state.told.contact_id, found.state.opened_at, opens_from)
    ]
    return MyData(
        person_id=person_id,
        made_at=clock.now(),
        contact_ids=contact_ids,
        roles=shelves.roles.of(person_id),
        offer=_offer(helper.state) if helper.version else None,
        blocked=len(helper.state.blocked),
        tasks=[
            _task(found, person_id, cases, is_revoked=helper.state.is_revoked)
            for found in _known(shelves.helpers.asked_about(person_id), cases)
        ],
        cases=[_case(found, cases) for found in told],
    )


def _known(case_ids: Iterable[str], cases: CasesToRead) -> Iterable[Found[Case]]:
    for case_id in case_ids:
        try:
            yield cases.get(case_id)
        except NotFound:
            continue


def _offer(helper: Helper) -> Mapping[str, Any]:
    return {name: getattr(helper, name) for name in helper.__slots__ if name not in _OTHERS}


def _task(found: Found[Case], person_id: str, cases: CasesToRead, *, is_revoked: bool) -> HeldTask:
    case = found.state
    return HeldTask(
        case_id=found.id,
        reference=case.reference,
        category=case.told.category,
        invitation=case.invitations.get(person_id),
        assignment=case.assignments.get(person_id),
        messages=[
            one if _is_theirs(one, case, person_id, is_revoked=is_revoked) else replace(one, text="")
            for one in case.messages
            if person_id in {one.written_by, one.to}
        ],
        shown=[one for one in _showings(found.id, cases) if one.to == person_id],
    )


def _is_theirs(message: Message, case: Case, person_id: str, *, is_revoked: bool) -> bool:
    """What others wrote about a task is read on its page, while they have it, and each showing is logged (rule R5)."""
    if message.written_by == person_id or message.is_after_unsafe:
        return True
    return not is_revoked and is_thanks_to(case, message, person_id)


def _case(found: Found[Case], cases: CasesToRead) -> HeldCase:
    case = found.state
    last = [case.outcome] if case.outcome else []
    return HeldCase(
        case_id=found.id,
        reference=case.reference,
        status=case.status,
        opened_at=case.opened_at,
        deadline_at=case.deadline_at,
        report=case.report,
        danger_signs=case.danger_signs,
        floor_signs=case.floor_signs,
        decisions=case.decisions,
        outcomes=[*case.past_outcomes, *last],
        messages=[one for one in case.messages if REPORTER in {one.written_by, one.to}],
        shown=_showings(found.id, cases),
    )


def _showings(case_id: str, cases: CasesToRead) -> Sequence[HeldShowing]:
    """Written before each was shown; only the history keeps them."""
    return [
        HeldShowing(at=each["at"], to=each["data"]["to"], what=each["data"]["what"], why=each["data"]["why"])
        for each in cases.history(case_id)
        if each["type"] == DISCLOSED
    ]
