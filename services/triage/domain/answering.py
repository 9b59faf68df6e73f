"""What a helper answers, and who gets the slot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.triage.domain.asking import give_up, hurry, stand_down, then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.invitation import Invitation, InvitationStatus
from services.triage.domain.moves import Move, may
from services.triage.domain.reasons import Ended, No
from shared.errors import NotEligible
from shared.events.triage import (
    InvitationAccepted,
    InvitationDeclined,
    InvitationStoodDown,
    InvitationWilling,
)

_NO = {
    InvitationStatus.ACCEPTED: No.ANSWERED_ALREADY,
    InvitationStatus.DECLINED: No.ANSWERED_ALREADY,
    InvitationStatus.EXPIRED: No.EXPIRED,
    InvitationStatus.WITHDRAWN: No.NO_LONGER_ASKED,
    InvitationStatus.STOOD_DOWN: No.SOMEBODY_ELSE_SAID_YES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a yes means. start_within: to set out. ends_after: from then. draw_window: 0, the first yes has it."""

    start_within: timedelta
    ends_after: timedelta
    draw_window: timedelta = timedelta()


def check_open(case: Case, *, person_id: str, invitation_id: str, at: datetime) -> bool:
    """Tell whether a yes would say something new.

    Raises: NotEligible if they were not asked, answered already, are named in it (R9) or come too late; IllegalMove.
    """
    invitation = _given(case, person_id, invitation_id)
    if person_id in case.active or invitation.status is InvitationStatus.WILLING:
        return False
    if not invitation.stands:
        raise NotEligible(_NO[invitation.status])
    if person_id in case.named:
        raise NotEligible(No.NO_LONGER_ASKED)
    if at >= invitation.expires_at:
        raise NotEligible(No.EXPIRED)
    if not may(case, Move.ACCEPT) or case.free_slots == 0:
        raise NotEligible(No.SOMEBODY_ELSE_SAID_YES)
    return True


def accept(case: Case, *, person_id: str, invitation_id: str, at: datetime, terms: Terms) -> Events:
    """Give the helper a slot; the last slot stands the others down. Within a draw window they wait as willing.

    Raises: as `check_open`.
    """
    if not check_open(case, person_id=person_id, invitation_id=invitation_id, at=at):
        return ()
    if terms.draw_window and not case.decision.is_urgent:
        return (InvitationWilling(person_id=person_id, draw_at=_draw_at(case, at, terms)),)
    return then(case, (_gets(case, person_id, at, terms),), _enough)


def decline(case: Case, *, person_id: str, invitation_id: str, at: datetime) -> Events:
    """A no costs nothing; a second no says nothing new (rule R10)."""
    invitation = _given(case, person_id, invitation_id)
    if not may(case, Move.DECLINE) or not invitation.stands:
        return ()
    return then(case, (InvitationDeclined(person_id=person_id),), lambda after: hurry(after, at))


def draw(case: Case, *, at: datetime, terms: Terms, claimed: frozenset[str], redecide: Redecide) -> Events:
    """Give the slots to the willing by fair turn. claimed: those of them whose claim still stands."""
    if not may(case, Move.DRAW):
        return ()
    willing = sorted(_willing(case), key=lambda person: _turn(case, person))
    winners = [person for person in willing if person in claimed][: case.free_slots]
    lapsed = [person for person in willing if person not in claimed]
    drawn: Events = (
        *(_gets(case, person, at, terms) for person in winners),
        *(InvitationStoodDown(person_id=person, reason=Ended.CLAIM_LAPSED) for person in lapsed),
    )
    return then(case, drawn, lambda after: _enough(after) or hurry(after, at) or _too_late(after, at, redecide))


def _too_late(case: Case, at: datetime, redecide: Redecide) -> Events:
    return give_up(case, redecide) if case.asking is not None and case.asking.ends_at <= at else ()


def _willing(case: Case) -> list[str]:
    return [person for person, one in case.invitations.items() if one.status is InvitationStatus.WILLING]


def _turn(case: Case, person_id: str) -> tuple[int, int]:
    invitation = case.invitations[person_id]
    return invitation.wave, invitation.turn


def _gets(case: Case, person_id: str, at: datetime, terms: Terms) -> InvitationAccepted:
    """Nobody is late before the hour for which they were asked; but the team's deadline stands (rule R12)."""
    soon, come_at = at + terms.start_within, case.invitations[person_id].come_at
    last = case.deadline_at or soon
    start_by = max(soon, min(come_at, last)) if come_at is not None else soon
    return InvitationAccepted(person_id=person_id, start_by=start_by, expected_by=start_by + terms.ends_after)


def _enough(case: Case) -> Events:
    return () if case.free_slots else stand_down(case, Ended.SOMEBODY_ELSE_SAID_YES)


def _draw_at(case: Case, at: datetime, terms: Terms) -> datetime:
    """All who say yes within the window of the first yes are in the same draw, which is before asking ends."""
    drawn = [one.draw_at for one in case.standing.values() if one.draw_at is not None]
    latest = case.asking.ends_at if case.asking is not None else at
    return min([*drawn, at + terms.draw_window, latest])


def _given(case: Case, person_id: str, invitation_id: str) -> Invitation:
    """Raises: NotEligible if this person was not given this invitation."""
    invitation = case.invitations.get(person_id)
    if invitation is None or invitation.invitation_id != invitation_id:
        raise NotEligible(No.NOT_INVITED)
    return invitation
