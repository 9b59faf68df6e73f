"""What the pages about one's address and about stopping show: which report it is about, and how it stands."""

from dataclasses import dataclass

from services.notify.domain.subscription import Standing
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.people import People
from shared.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSubscription:
    """reference: of the report. is_verified: somebody showed that the address is theirs."""

    reference: str
    standing: Standing
    is_verified: bool


def see_subscription(
    subscription_id: str, *, subscriptions: Subscriptions, matters: Matters, people: People
) -> SeenSubscription:
    """Raises: NotFound."""
    found = subscriptions.find(subscription_id)
    matter = matters.find(found.report_id) if found else None
    if found is None or matter is None:
        raise NotFound(subscription_id)
    return SeenSubscription(
        reference=matter.reference,
        standing=found.standing,
        is_verified=people.owner_of(found.contact_id) is not None,
    )
