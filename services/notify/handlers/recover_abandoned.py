"""Take care of messages that a sender left behind when it ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.domain.delivery import Channel, UnknownPolicy
from services.notify.ports.messages import Deliveries, Result
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverAbandoned:
    """policy: the channel's."""

    policy: UnknownPolicy
    channel: Channel = Channel.EMAIL


def recover_abandoned(command: RecoverAbandoned, *, deliveries: Deliveries, clock: Clock) -> Sequence[Result]:
    """What was not handed over is due again; of what was being handed over nobody knows, and the policy decides."""
    resend = command.policy is UnknownPolicy.RESEND
    return deliveries.abandoned(at=clock.now(), resend=resend, channel=command.channel)
