"""Want no more messages about one report."""

from dataclasses import dataclass

from services.notify.domain.subscription import Standing
from services.notify.ports.matters import Subscriptions
from shared.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class StopMessages:
    subscription_id: str


def stop_messages(command: StopMessages, *, subscriptions: Subscriptions) -> None:
    """Stopping twice is stopping once. Raises: NotFound."""
    found = subscriptions.find(command.subscription_id)
    if found is None:
        raise NotFound(command.subscription_id)
    if found.standing is Standing.ACTIVE:
        subscriptions.put(found.id, Standing.STOPPED)
