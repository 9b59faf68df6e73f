"""Take care of messages that a sender left behind when it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain.delivery import UnknownPolicy
from services.notify.ports.messages import Deliveries, Result
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverAbandoned:
    """day_of: the day of an instant in the pack's zone."""

    policy: UnknownPolicy
    day_of: Callable[[datetime], date]


def recover_abandoned(command: RecoverAbandoned, *, deliveries: Deliveries, clock: Clock) -> Sequence[Result]:
    """What was not handed over is due again; of what was being handed over nobody knows, and the policy decides."""
    at = clock.now()
    return deliveries.abandoned(at=at, day=command.day_of(at), resend=command.policy is UnknownPolicy.RESEND)
