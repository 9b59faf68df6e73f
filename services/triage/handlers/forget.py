"""Forgets what triage holds of somebody: as a helper, as one who may do things here, and as the reporter of cases."""

from dataclasses import dataclass
from typing import assert_never

from services.triage.domain import forgetting, heeding, offering, roles
from services.triage.handlers.deciding import Deciding
from services.triage.ports import AllCases, AllHelpers, AllRoles, Leftovers
from shared.erasure import Erasure, Of
from shared.ids import ReportId, case_of
from shared.repository import change

BY = "erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """Where somebody may stand."""

    cases: AllCases
    helpers: AllHelpers
    roles: AllRoles
    leftovers: Leftovers
    deciding: Deciding


def forget(erasure: Erasure, *, forgetting: Forgetting) -> bool:
    """Whether nothing is left. Twice is once, in any order. Raises: StaleVersion."""
    match erasure.of:
        case Of.PERSON:
            return _forget_person(erasure.id, forgetting)
        case Of.CONTACT:
            forgetting.leftovers.of_contact(erasure.id)
            return True
        case Of.REPORT:
            return _forget_report(case_of(ReportId(erasure.id)), forgetting)
        case _:
            assert_never(erasure.of)


def _forget_person(person_id: str, here: Forgetting) -> bool:
    """Their cases first, so that what they had is handed back while it is known whose it was.

    Nobody is asked before their turn is used, so that their own history names every case on which they ever were.
    """
    theirs = dict.fromkeys((*here.helpers.asked_about(person_id), *here.cases.of_helper(person_id)))
    there = [case_id for case_id in theirs if here.cases.find(case_id).version]
    for case_id in there:
        _leave(case_id, person_id, here)
    if here.helpers.find(person_id).version:
        change(here.helpers, person_id, offering.erase, by=BY)
    if here.roles.find(person_id).version:
        change(here.roles, person_id, lambda mine: roles.take_all(mine, reason=BY), by=BY)
    return here.leftovers.of_person(person_id, there)


def _leave(case_id: str, person_id: str, here: Forgetting) -> None:
    at = here.deciding.now()
    redecide = here.deciding.anew(at)
    change(
        here.cases,
        case_id,
        lambda case: forgetting.forget_helper(case, person_id, at=at, redecide=redecide),
        by=BY,
    )


def _forget_report(case_id: str, here: Forgetting) -> bool:
    if not here.cases.find(case_id).version:
        return True
    change(here.cases, case_id, heeding.forget_report, by=BY)
    return here.leftovers.of_report(case_id)
