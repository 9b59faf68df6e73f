"""What the other services are told of a delivery that is in trouble."""

from services.notify.domain.delivery import (
    Status,
)
from services.notify.ports.messages import Result
from shared.events.event import Recorded
from shared.events.notify import DeliveryFailed, DeliveryState, DeliveryUnknown
from shared.ids import sortable_id

ACTOR = "notify"


def public_state(result: Result) -> DeliveryState:
    return DeliveryState(
        status=result.status.value, case_id=result.delivery.case_id, report_id=result.delivery.report_id
    )


def recorded(result: Result, version: int) -> Recorded:
    return Recorded(
        id=sortable_id(),
        version=version,
        at=result.at,
        by=ACTOR,
        correlation_id=result.delivery.correlation_id,
        causation_id=result.delivery.event_id,
        happened=_happened(result),
    )


def _happened(result: Result) -> DeliveryFailed | DeliveryUnknown:
    delivery = result.delivery
    told = {
        "report_id": delivery.report_id or "",
        "audience": delivery.audience.value,
        "message": delivery.message,
    }
    if result.status is Status.FAILED:
        return DeliveryFailed(**told, reason=result.why or "unknown_reason", person_id=delivery.to.person_id)
    return DeliveryUnknown(**told, person_id=delivery.to.person_id)
