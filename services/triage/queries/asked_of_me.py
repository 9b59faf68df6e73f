"""What a helper may know of a case before they have said yes: what rule R5 allows, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.helper import Helper
from services.triage.domain.invitation import Invitation, InvitationStatus
from services.triage.ports import CasesToRead, HelpersToRead
from shared.errors import NotFound
from shared.events.place import Place
from shared.events.triage import Circle
from shared.repository import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The invitation as it was given. category: for the pack's words. home: the helper's own, to say how far it is.

    come_at: when to come, where it was said. has_task: they hold the slot now, and may see more.
    """

    case_id: str
    person_id: str
    invitation_id: str
    category: str
    status: InvitationStatus
    stands: bool
    has_task: bool
    task: str
    area: Circle
    distance_band_m: Sequence[int]
    minutes: int
    risks: Sequence[str]
    why_me: Sequence[str]
    expires_at: datetime
    home: Place | None
    come_at: datetime | None = None


def asked_of_me(
    invitation_id: str, person_id: str, *, cases: CasesToRead, helpers: HelpersToRead, now: datetime
) -> Asked:
    """Raises: NotFound for an invitation that is not there, or that somebody else was given."""
    found = cases.by_invitation(invitation_id)
    invitation = found.state.invitations.get(person_id)
    if invitation is None or invitation.invitation_id != invitation_id:
        raise NotFound(invitation_id)
    return as_asked(found, person_id, invitation, helper=helpers.find(person_id).state, now=now)


def as_asked(found: Found[Case], person_id: str, invitation: Invitation, *, helper: Helper, now: datetime) -> Asked:
    """The invitation of one helper on a case. Of whoever lost their vetting none stands, heard of or not (rule R7)."""
    return Asked(
        case_id=found.id,
        person_id=person_id,
        invitation_id=invitation.invitation_id,
        category=found.state.told.category,
        status=invitation.status,
        stands=helper.helps and invitation.stands and now < invitation.expires_at,
        has_task=helper.helps and person_id in found.state.active,
        task=invitation.task,
        area=invitation.area,
        distance_band_m=invitation.distance_band_m,
        minutes=invitation.minutes,
        risks=invitation.risks,
        why_me=invitation.why_me,
        expires_at=invitation.expires_at,
        home=helper.home,
        come_at=invitation.come_at,
    )
