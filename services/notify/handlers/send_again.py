"""Send once more a message that failed, or of which nobody knows whether it went out: a person decided so."""

from dataclasses import dataclass

from services.notify.ports.messages import Deliveries
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain:
    delivery_id: str


def send_again(command: SendAgain, *, deliveries: Deliveries, clock: Clock) -> None:
    """Raises: NotFound; IllegalMove for one that went out, or never will; StaleVersion when somebody was faster.

    The person looked before they decided, so that nobody decides again for them.
    """
    deliveries.again(command.delivery_id, at=clock.now())
