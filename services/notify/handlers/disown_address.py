"""Hear "this was not me": nothing is written to that address any more, about this report or any other."""

from dataclasses import dataclass

from services.notify.domain.subscription import Standing
from services.notify.ports.matters import Disowned, Subscriptions
from shared.clock import Clock
from shared.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class DisownAddress:
    subscription_id: str


def disown_address(command: DisownAddress, *, subscriptions: Subscriptions, disowned: Disowned, clock: Clock) -> None:
    """Whoever later shows that the address is theirs is written to again. Raises: NotFound."""
    subscription = subscriptions.find(command.subscription_id)
    if subscription is None:
        raise NotFound(command.subscription_id)
    disowned.add(subscription.contact_id, clock.now())
    subscriptions.put(subscription.id, Standing.NOT_THEIRS)
