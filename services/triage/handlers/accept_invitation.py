"""A helper says yes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import answering, claiming
from services.triage.domain.answering import Terms
from services.triage.domain.asking import withdraw
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import Ended, No
from services.triage.domain.task import Task, Ways
from services.triage.handlers.reporters import reporters_of
from services.triage.ports import Cases, Contacts, Helpers, Neighbourhood
from shared.clock import Clock
from shared.errors import DomainError, NotEligible
from shared.ids import CaseId, PersonId
from shared.repository import change

BY = "acceptance"
_FOR_GOOD: Mapping[str, Ended] = {
    No.HELPER_REVOKED: Ended.REVOKED,
    No.VETTING_TOO_LOW: Ended.REVOKED,
    No.NO_LONGER_ASKED: Ended.NAMED_IN_CASE,
}
"""Refusals with which the invitation is over, by what it ends with; after others a yes may still come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str


def accept_invitation(
    command: AcceptInvitation,
    *,
    cases: Cases,
    helpers: Helpers,
    contacts: Contacts,
    neighbourhood: Neighbourhood,
    clock: Clock,
) -> None:
    """Two guarded writes: the claim on the helper, then the slot on the case. Losing the slot releases the claim.

    Raises: NotFound, NotEligible, StaleVersion; then the claim lapses by itself.
    """
    at, ways = clock.now(), neighbourhood.ways
    found = cases.get(command.case_id)
    if not _is_open(found.state, command, at):
        return
    task = _task(found.state, neighbourhood, at)
    lapses_at = at + ways.draw_window + ways.claim_lapses_after
    try:
        _check_not_the_reporter(found.state, command, contacts)
        _claim(command, helpers, task=task, case_version=found.version, at=at, lapses_at=lapses_at, ways=ways)
    except NotEligible as no:
        _take_back(command, cases, no.code, at)
        raise

    def decide(case: Case) -> Events:
        if clock.now() >= lapses_at:
            raise NotEligible(No.CLAIM_MISSING)
        terms = terms_of(task, ways)
        return answering.accept(
            case, person_id=command.person_id, invitation_id=command.invitation_id, at=at, terms=terms
        )

    try:
        change(cases, command.case_id, decide, by=command.person_id, known=found)
    except DomainError:
        _drop(command, helpers)
        raise


def terms_of(task: Task, ways: Ways) -> Terms:
    """What a yes to this task means."""
    return Terms(start_within=ways.start_within, ends_after=task.ends_after, draw_window=ways.draw_window)


def _is_open(case: Case, command: AcceptInvitation, at: datetime) -> bool:
    return answering.check_open(case, person_id=command.person_id, invitation_id=command.invitation_id, at=at)


def _task(case: Case, neighbourhood: Neighbourhood, at: datetime) -> Task:
    """Nobody is sent anywhere while nobody answers (rule R8)."""
    task = neighbourhood.task(case.told.category)
    if task is None:
        raise NotEligible(No.NO_LONGER_ASKED)
    if task.on_site and neighbourhood.on_call(at) is None:
        raise NotEligible(No.NOBODY_ANSWERS_NOW)
    return task


def _claim(
    command: AcceptInvitation,
    helpers: Helpers,
    *,
    task: Task,
    case_version: int,
    at: datetime,
    lapses_at: datetime,
    ways: Ways,
) -> None:
    change(
        helpers,
        command.person_id,
        lambda helper: claiming.claim(
            helper,
            case_id=command.case_id,
            case_version=case_version,
            tier=task.tier,
            at=at,
            lapses_at=lapses_at,
            limits=ways.limits,
        ),
        by=command.person_id,
    )


def _check_not_the_reporter(case: Case, command: AcceptInvitation, contacts: Contacts) -> None:
    """Who they are may have become known only after they were asked (rule R9)."""
    if command.person_id in reporters_of(case, contacts):
        raise NotEligible(No.NO_LONGER_ASKED)


def _take_back(command: AcceptInvitation, cases: Cases, refused: str, at: datetime) -> None:
    """An invitation that crossed with a revocation on its way would else stand until its time is over (rule R7)."""
    why = _FOR_GOOD.get(refused)
    if why is not None:
        change(cases, command.case_id, lambda case: withdraw(case, command.person_id, why, at=at), by=BY)


def _drop(command: AcceptInvitation, helpers: Helpers) -> None:
    change(
        helpers,
        command.person_id,
        lambda helper: claiming.drop(helper, case_id=command.case_id, why=Ended.SOMEBODY_ELSE_SAID_YES),
        by=command.person_id,
    )
