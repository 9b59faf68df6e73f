"""Reports, cases, people and messages for notify's tests: valid, and changed in what matters to the test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.notify.domain.delivery import Audience, Delivery, Recipient, delivery_id
from services.notify.domain.delivery import Channel as DeliveryChannel
from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.sending import Reader
from services.notify.domain.somebody import Address
from shared.events.intake import ReportState
from shared.events.triage import CaseState, CaseStatus, ReportStatus, Route

NOON = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
"""A Wednesday; noon in Helsinki."""

REPORT, CASE, REFERENCE = "report-1", "case-1", "N-7K3M-Q9WY-4"
ADA_CONTACT = "c0" * 32
ADA_BOX = "kind=email;address=ada@nabo.example;language=da;secret=s3cret"
SECOND = "d1" * 32
"""The keyed hash of another address of hers."""


def address(contact_id: str = ADA_CONTACT, box: str = ADA_BOX) -> Address:
    return Address(contact_id=contact_id, kind="email", box=box)


def matter(**changes: Any) -> Matter:  # noqa: ANN401 -- any field
    known = Matter(
        report_id=REPORT,
        version=1,
        heard=1,
        reference=REFERENCE,
        category="street_light",
        language="da",
        is_sensitive=False,
        contact_id=ADA_CONTACT,
        received_at=NOON,
        correlation_id="correlation-1",
        case=CaseSeen(case_id=CASE),
    )
    return replace(known, **changes)


def seen(**changes: Any) -> CaseSeen:  # noqa: ANN401 -- any field
    return replace(CaseSeen(case_id=CASE), **changes)


def case_state(**changes: Any) -> CaseState:  # noqa: ANN401 -- any field
    state = CaseState(
        report_id=REPORT,
        reference=REFERENCE,
        category="street_light",
        status=CaseStatus.ROUTED,
        report_status=ReportStatus.WITH_TEAM,
        sensitive=False,
        private=False,
        route=Route.PROFESSIONAL,
        team="lighting",
        deadline_at=NOON + timedelta(days=1),
    )
    return replace(state, **changes)


def report_state(**changes: Any) -> ReportState:  # noqa: ANN401 -- any field
    state = ReportState(
        reference=REFERENCE,
        category="street_light",
        language="da",
        private=False,
        at_home=False,
        sensitive=False,
        contact_id=ADA_CONTACT,
    )
    return replace(state, **changes)


def delivery(event_id: str = "event-1", **changes: Any) -> Delivery:  # noqa: ANN401 -- any field
    to = changes.pop("to", Recipient(contact_id=ADA_CONTACT))
    planned = Delivery(
        id=delivery_id(event_id, to, DeliveryChannel.EMAIL),
        event_id=event_id,
        message="routed",
        audience=Audience.REPORTER,
        to=to,
        report_id=REPORT,
        case_id=CASE,
        planned_at=NOON,
        correlation_id="correlation-1",
    )
    return replace(planned, **changes)


def reader(**changes: Any) -> Reader:  # noqa: ANN401 -- any field
    ada = Reader(contact_id=ADA_CONTACT, box=ADA_BOX, language="da", is_verified=True, name="Ada")
    return replace(ada, **changes)
