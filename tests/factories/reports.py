"""Reports for tests: what somebody tells, and what became of it, with everything that does not matter filled in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.intake.domain.catalogue import AnswerKind, Catalogue, Category, Question
from services.intake.domain.draft import Draft
from services.intake.domain.report import EMPTY, Report
from services.intake.domain.report_evolve import evolve
from services.intake.handlers.receive_report import ReceiveReport
from services.intake.ports import Contact, ContactKind
from shared.events.event import Received, Recorded
from shared.events.fold import fold
from shared.events.intake import Channel, Consent, ConsentAnswer, ReportEvent, ReportFiled, ReportReceived
from shared.events.place import Place
from shared.events.triage import CaseState, CaseStatus, ReportStatus, Route
from shared.ids import case_of
from shared.signs.language_of_words import LanguageOfWords
from shared.signs.signs import ANY_LANGUAGE, Signs, SignWords

NOW = datetime(2026, 5, 27, 11, 40, tzinfo=UTC)
REPORT_ID = "0b6a2c57-4e5e-4f0a-9d1c-2f6d6f3d7a01"
REFERENCE = "N-7K3M-Q9WY-4"
HERE = Place(lat=55.68, long=12.565)
OUTSIDE = Place(lat=55.90, long=12.565)

_FIRE = {"fire": ["fire", "smell* * gas", "*brand"], "life": ["can't breathe", "bleed*", "hjælp"]}
_FLOOR = {"violence": ["violen*", "threat*"], "money": ["cash"], "self_harm": ["self-harm*"]}
WORDS = SignWords(
    {"en": _FIRE, "da": {**_FIRE, "fire": ["*brand"]}, ANY_LANGUAGE: _FIRE},
    dict.fromkeys(("en", "da", ANY_LANGUAGE), _FLOOR),
    other_language=LanguageOfWords(("en", "da")),
)

_CATEGORIES = (
    Category(code="street_light", at_home=False),
    Category(code="snow_clearing", at_home=True),
    Category(code="child_at_risk", at_home=True, signs=Signs(danger=("child_in_danger",), floor=("child_at_risk",))),
    Category(
        code="permit",
        at_home=False,
        questions={
            "plate": Question(code="plate", kind=AnswerKind.STRING, is_required=True),
            "metres": Question(code="metres", kind=AnswerKind.NUMBER),
            "since": Question(code="since", kind=AnswerKind.DATETIME),
            "size": Question(
                code="size", kind=AnswerKind.ONE_OF, choices={"small": Signs(), "burning": Signs(danger=("fire",))}
            ),
            "what": Question(
                code="what",
                kind=AnswerKind.SOME_OF,
                choices={"paper": Signs(), "pills": Signs(floor=("drugs_and_medicine",))},
            ),
        },
    ),
    Category(code="other", at_home=True),
)
CATALOGUE = Catalogue(categories={each.code: each for each in _CATEGORIES}, rest=_CATEGORIES[-1])


def draft(**changes: Any) -> Draft:  # noqa: ANN401 -- any field
    """A street lamp, told to the API."""
    lamp = Draft(category="street_light", text="The lamp is out.", channel=Channel.API, language="en", place=HERE)
    return replace(lamp, **changes)


def receive(told: Draft | None = None, **changes: Any) -> ReceiveReport:  # noqa: ANN401 -- any field
    """With an address to write to."""
    command = ReceiveReport(
        draft=told or draft(),
        consent=Consent(answer=ConsentAnswer.YES, wording="v1"),
        contact=Contact(kind=ContactKind.EMAIL, address="Ada@Resident.example"),
    )
    return replace(command, **changes)


def received(**changes: Any) -> tuple[ReportReceived, ReportFiled]:  # noqa: ANN401 -- any field
    """The events of a report that was taken."""
    told = ReportReceived(
        reference=REFERENCE,
        category="street_light",
        channel=Channel.API,
        language="en",
        at_home=False,
        consent=Consent(answer=ConsentAnswer.YES, wording="v1"),
        private=False,
        reported_at=NOW,
        text="The lamp is out.",
        place=HERE,
        contact_id="hash-of-ada",
    )
    return replace(told, **changes), ReportFiled(received_at=NOW, secret="hash-of-secret")


def report(*happened: ReportEvent, **changes: Any) -> Report:  # noqa: ANN401 -- any field
    """That report, after what happened to it since."""
    events: tuple[ReportEvent, ...] = (*received(**changes), *happened)
    return fold(evolve, EMPTY, events)


def case_state(status: ReportStatus = ReportStatus.WITH_TEAM, **changes: Any) -> CaseState:  # noqa: ANN401 -- any field
    """The public state of the case of a street lamp."""
    state = CaseState(
        report_id=REPORT_ID,
        reference=REFERENCE,
        category="street_light",
        status=CaseStatus.ROUTED,
        report_status=status,
        sensitive=False,
        private=False,
        route=Route.PROFESSIONAL,
        team="works",
        reason_codes=["needs_team"],
        deadline_at=NOW + timedelta(days=2),
    )
    return replace(state, **changes)


def told(
    happened: object,
    *,
    version: int = 1,
    state: object | None = None,
    **where: Any,  # noqa: ANN401 -- any field
) -> Received:
    """An event of the case, as triage tells it. where: state_version, at, by, subject."""
    recorded = Recorded(
        id=f"event-{version}",
        version=version,
        at=where.get("at", NOW + timedelta(minutes=version)),
        by=where.get("by", "triage"),
        correlation_id="correlation",
        happened=happened,
    )
    return Received(
        subject=where.get("subject", case_of(REPORT_ID)),
        recorded=recorded,
        state=state or case_state(),
        state_version=where.get("state_version", version),
    )


def body(**changes: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- any field
    """What a program sends to the API; a field that is None is left out."""
    lamp = {
        "category": "street_light",
        "text": "The lamp is out.",
        "location": {"lat": HERE.lat, "long": HERE.long},
    }
    return {name: value for name, value in {**lamp, **changes}.items() if value is not None}
