"""Notes what became of messages, whoever found it out: a sender, or a gateway that tells us."""

from collections.abc import Sequence

import structlog

from services.notify.bootstrap import Notify
from services.notify.domain.delivery import Status, Why
from services.notify.ports.messages import Result
from shared.observability.metrics import CHANNEL_REFUSALS, DELIVERIES, STUCK, UNHEARD

log = structlog.get_logger()


def note(notify: Notify, results: Sequence[Result]) -> None:
    """Count them, and let somebody hear of those that did not go well, first of calls that nobody heard."""
    for call in notify.unheard_calls(results):
        UNHEARD.inc()
        log.error("safety_not_told", case_id=call.case_id, correlation_id=call.correlation_id)
    _count(results)


def _count(results: Sequence[Result]) -> None:
    for each in results:
        DELIVERIES.labels(each.delivery.channel.value, each.status.value).inc()
        _count_put_off(each)
        fields = {"delivery_id": each.delivery.id, "correlation_id": each.delivery.correlation_id, "reason": each.why}
        match each.status:
            case Status.FAILED:
                log.warning("delivery_failed", **fields)
            case Status.UNKNOWN:
                log.error("delivery_unknown", **fields)
            case _:
                log.info("delivery_settled", status=each.status.value, **fields)


def _count_put_off(each: Result) -> None:
    """What nobody would see for days: it is neither sent nor failed."""
    fields = {"delivery_id": each.delivery.id, "correlation_id": each.delivery.correlation_id}
    if each.why == Why.CHANNEL_REFUSES:
        CHANNEL_REFUSALS.inc()
        log.error("channel_refuses_us", **fields)
    if each.is_stuck:
        STUCK.inc()
        log.error("safety_put_off", **fields)
