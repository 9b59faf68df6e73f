"""What helpers are told when asked: what rule R5 allows, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.distances import band
from services.triage.domain.helper import Helper
from services.triage.domain.reasons import WhyMe
from services.triage.domain.task import Task
from shared.events.place import Place, distance_m
from shared.events.triage import Circle, HelperInvited


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one wave asks of everybody in it. area: rough unless the place is open. meets: one will talk to somebody.

    come_at: as the reporter said it.
    """

    wave: int
    expires_at: datetime
    task: Task
    area: Circle
    meets: bool
    come_at: datetime | None = None


def invitation(request: Request, person_id: str, helper: Helper, *, invitation_id: str, turn: int) -> HelperInvited:
    """To one helper, in their own language; how far it is, is told to the middle of the area, so it says no more."""
    text = request.task.text_in(helper.language)
    metres = distance_m(helper.home, request.area.centre) if helper.home is not None else 0
    return HelperInvited(
        invitation_id=invitation_id,
        person_id=person_id,
        wave=request.wave,
        turn=turn,
        expires_at=request.expires_at,
        task=text.title,
        area=request.area,
        distance_band_m=band(metres),
        minutes=request.task.minutes,
        why_me=_why_me(helper, request),
        risks=list(text.risks),
        come_at=request.come_at,
    )


def area_of(case: Case, rough: Circle, place: Place) -> Circle:
    """The place itself where it is open, else the circle."""
    return rough if case.is_protected else Circle(centre=place, radius_m=0)


def _why_me(helper: Helper, request: Request) -> list[str]:
    spoken = (WhyMe.SPEAKS_THE_LANGUAGE,) if request.meets else ()
    turn = WhyMe.THEIR_TURN if helper.last_asked_at is not None else WhyMe.NEVER_ASKED_YET
    return [WhyMe.OFFERS_THIS, WhyMe.LIVES_NEAR, *spoken, turn]
