"""Which calls for help nobody heard, of those that a sender has just dealt with."""

from collections.abc import Sequence

from services.notify.domain.calls import is_call, is_late, is_unheard
from services.notify.domain.delivery import Delivery
from services.notify.ports.messages import Calls, Result
from shared.errors import TryAgain


def unheard_calls(results: Sequence[Result], *, calls: Calls) -> list[Delivery]:
    """One for each event. Asked when the results are written, so that of two senders the later knows of both.

    While the database is away nobody knows whether somebody heard: then nobody did.
    """
    called = ((each.delivery, each.status) for each in results if is_call(each.delivery))
    late = {call.event_id: call for call, status in called if is_late(call, status)}
    return [each for each in late.values() if _is_unheard(each, calls)]


def _is_unheard(call: Delivery, calls: Calls) -> bool:
    try:
        return is_unheard(calls.because_of(call))
    except TryAgain:
        return True
