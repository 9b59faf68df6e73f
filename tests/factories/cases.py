"""Cases for tests: valid, ordinary, and as far along as a story needs them to be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.evolve import evolve
from shared.events.fold import fold
from shared.events.intake import Channel, Consent, ConsentAnswer, ReportReceived
from shared.events.place import Place
from shared.events.triage import (
    AskingPlanned,
    CaseEvent,
    CaseOpened,
    CaseRouted,
    Circle,
    HelperInvited,
    InvitationAccepted,
    ReportAttached,
    Route,
)

NOON = datetime(2026, 5, 27, 12, tzinfo=UTC)
"""A Wednesday."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DEADLINE = NOON + 8 * HOUR
ASKING_ENDS = NOON + 6 * HOUR
SQUARE = Place(lat=60.17, long=24.94)
ANNA, BO, CARL, DORA = "anna", "bo", "carl", "dora"
YES = Consent(answer=ConsentAnswer.YES, wording="may_a_neighbour_help.v1")

_numbers = count(1)


def received(**changes: object) -> ReportReceived:
    """A report of snow at a public place, which a neighbour may help with."""
    ordinary = ReportReceived(
        reference="N-7K3M-Q9WY-4",
        category="snow",
        channel=Channel.WEB,
        language="en",
        at_home=False,
        consent=YES,
        private=False,
        reported_at=NOON,
        text="The path is covered.",
        place=SQUARE,
        address="Aleksanterinkatu 1",
        contact_id="contact-of-reporter",
    )
    return replace(ordinary, **changes)  # type: ignore[arg-type]  # the fields of the event


def opened(
    *,
    route: Route = Route.NEIGHBOURS,
    team: str = "streets",
    slots: int = 1,
    is_urgent: bool = False,
    **changes: object,
) -> Events:
    """What happens when this report comes in, decided as told."""
    told = received(**changes)
    attached = ReportAttached(
        report_id="report",
        version=1,
        category=told.category,
        language=told.language,
        channel=told.channel,
        at_home=told.at_home,
        private=told.private,
        consent=told.consent,
        reported_at=told.reported_at,
        text=told.text,
        place=told.place,
        address=told.address,
        answers=told.answers,
        danger_signs=told.danger_signs,
        floor_signs=told.floor_signs,
        contact_id=told.contact_id,
    )
    first = CaseOpened(
        report_id="report", reference=told.reference, category=told.category, deadline_at=DEADLINE, opened_at=NOON
    )
    return (first, attached, *routed(route=route, team=team, slots=slots, is_urgent=is_urgent))


def routed(
    *,
    route: Route,
    team: str = "streets",
    why: str = "suits_a_neighbour",
    at: datetime = NOON,
    slots: int = 1,
    is_urgent: bool = False,
) -> Events:
    """A Decision, and the plan for asking where neighbours take part."""
    decided = CaseRouted(
        decision_id=f"decision-{next(_numbers)}",
        route=route,
        team=team,
        reason_codes=[why],
        policy="policy-1",
        rule=why,
        is_urgent=is_urgent,
        deadline_at=DEADLINE,
        slots=slots,
    )
    if route is Route.PROFESSIONAL:
        return (decided,)
    return decided, AskingPlanned(wave=0, next_at=at, ends_at=ASKING_ENDS)


def invited(*people: str, wave: int = 1, at: datetime = NOON, within: timedelta = HOUR) -> Events:
    """These people are asked in one wave."""
    asked = tuple(
        HelperInvited(
            invitation_id=invitation_of(person),
            person_id=person,
            wave=wave,
            turn=turn,
            expires_at=at + within,
            task="Could you clear snow?",
            area=Circle(centre=SQUARE, radius_m=150),
            distance_band_m=[250, 500],
            minutes=30,
            why_me=["offers_this"],
        )
        for turn, person in enumerate(people)
    )
    return (*asked, AskingPlanned(wave=wave, next_at=at + within, ends_at=ASKING_ENDS, asked=len(people)))


def accepted(person: str, *, at: datetime = NOON) -> Events:
    """They have the slot."""
    return (InvitationAccepted(person_id=person, start_by=at + HOUR, expected_by=at + 3 * HOUR),)


def invitation_of(person: str) -> str:
    return f"invitation-of-{person}"


def case_after(*events: CaseEvent | Iterable[CaseEvent]) -> Case:
    """The case to which this happened: single events, or runs of them."""
    flat = (event for each in events for event in (each if isinstance(each, tuple) else (each,)))
    return fold(evolve, Case(), flat)


def after(case: Case, *events: CaseEvent) -> Case:
    """What these events make of it."""
    return fold(evolve, case, events)


def to_professionals(case: Case, why: str | None) -> Events:
    """Stands in for deciding by a policy: always the team, for the reason given."""
    return routed(route=Route.PROFESSIONAL, team=case.decision.team if case.decisions else "streets", why=why or "rule")
