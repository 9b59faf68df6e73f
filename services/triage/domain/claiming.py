"""The helper's side of being asked and of saying yes. A helper is one document, so limits hold here under any race."""

from datetime import datetime

from services.triage.domain.helper import WEEK, Helper, Limits
from services.triage.domain.reasons import Ended, No
from shared.errors import NotEligible
from shared.events.triage_people import (
    ClaimConfirmed,
    ClaimReleased,
    HelperAsked,
    HelperEvent,
    TaskClaimed,
)

HelperEvents = tuple[HelperEvent, ...]


def ask(helper: Helper, *, case_id: str, tier: int, at: datetime, limits: Limits) -> HelperEvents:
    """Use their turn. Raises: NotEligible where they may not be asked now (rules R7, R11)."""
    _check_able(helper, tier, at)
    if helper.is_paused_at(at):
        raise NotEligible(No.HELPER_PAUSED)
    if len(helper.claims) >= limits.open_assignments:
        raise NotEligible(No.ENOUGH_TASKS)
    if helper.asked_since(at - WEEK) >= limits.invitations_a_week:
        raise NotEligible(No.ASKED_OFTEN_ENOUGH)
    return (HelperAsked(case_id=case_id, at=at),)


def claim(
    helper: Helper, *, case_id: str, case_version: int, tier: int, at: datetime, lapses_at: datetime, limits: Limits
) -> HelperEvents:
    """Say yes on the helper's side. Twice is once. Raises: NotEligible (rules R7, R11)."""
    _check_able(helper, tier, at)
    if helper.claim_on(case_id, at) is not None:
        return ()
    others = [case for case in helper.claims if case != case_id]
    if len(others) >= limits.open_assignments:
        raise NotEligible(No.ENOUGH_TASKS)
    return (TaskClaimed(case_id=case_id, lapses_at=lapses_at, case_version=case_version),)


def confirm(helper: Helper, *, case_id: str) -> HelperEvents:
    """The case gave the slot. Raises: NotEligible where there is no claim, so that the slot is given back."""
    claimed = helper.claims.get(case_id)
    if claimed is None:
        raise NotEligible(No.CLAIM_MISSING)
    return () if claimed.is_confirmed else (ClaimConfirmed(case_id=case_id),)


def release(helper: Helper, *, case_id: str, case_version: int, why: str) -> HelperEvents:
    """The case says it is over. What the case said before the claim was made does not concern it."""
    claimed = helper.claims.get(case_id)
    if claimed is None or case_version <= claimed.case_version:
        return ()
    return (ClaimReleased(case_id=case_id, reason=why),)


def drop(helper: Helper, *, case_id: str, why: str) -> HelperEvents:
    """The slot was lost: the claim that was just made is over. One that the case confirmed is not touched."""
    claimed = helper.claims.get(case_id)
    if claimed is None or claimed.is_confirmed:
        return ()
    return (ClaimReleased(case_id=case_id, reason=why),)


def lapsed(helper: Helper, at: datetime) -> tuple[str, ...]:
    """Cases of which the claim has lapsed without an answer."""
    return tuple(case for case, one in helper.claims.items() if not one.is_confirmed and one.lapses_at <= at)


def next_due_at(helper: Helper) -> datetime | None:
    """When the next claim lapses or the vetting ends, whichever comes first."""
    claims = [one.lapses_at for one in helper.claims.values() if not one.is_confirmed]
    vetting = [helper.tier_expires_at] if helper.tier_expires_at is not None else []
    return min((*claims, *vetting), default=None)


def release_all(helper: Helper, why: Ended = Ended.REVOKED) -> HelperEvents:
    """At once, without asking any case (rule R7)."""
    return tuple(ClaimReleased(case_id=case, reason=why) for case in helper.claims)


def may_go_on(helper: Helper, *, case_id: str, tier: int, at: datetime, has_slot: bool) -> bool:
    """They help still, their vetting covers the task today, and a slot of theirs has its claim (rule R7)."""
    is_vetted = helper.helps and helper.tier_on(at) >= tier
    return is_vetted and (case_id in helper.claims or not has_slot)


def _check_able(helper: Helper, tier: int, at: datetime) -> None:
    if helper.home is None:
        raise NotEligible(No.NO_HELPER)
    if helper.is_revoked:
        raise NotEligible(No.HELPER_REVOKED)
    if helper.tier_on(at) < tier:
        raise NotEligible(No.VETTING_TOO_LOW)
