"""Show that the address of a report is one's own, by pressing the button of a page that a mail to it led to."""

from dataclasses import dataclass

from services.notify.domain.somebody import Address
from services.notify.domain.subscription import Standing
from services.notify.handlers.register_person import RegisterPerson, register_person
from services.notify.ports.matters import Disowned, Subscriptions
from services.notify.ports.people import Mailboxes, People
from shared.clock import Clock
from shared.errors import NotFound
from shared.ids import random_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAddress:
    subscription_id: str


def confirm_address(
    command: ConfirmAddress,
    *,
    subscriptions: Subscriptions,
    people: People,
    disowned: Disowned,
    mailboxes: Mailboxes,
    clock: Clock,
) -> str:
    """Whose address it is from now on; somebody new is registered. Signs nobody in. Raises: NotFound."""
    subscription = subscriptions.find(command.subscription_id)
    if subscription is None:
        raise NotFound(command.subscription_id)
    person_id = register_person(
        RegisterPerson(
            person_id=random_id(),
            address=Address(contact_id=subscription.contact_id, kind=subscription.kind, box=subscription.box),
            language=subscription.language,
            at=clock.now(),
            by="address_page",
        ),
        people=people,
        disowned=disowned,
        mailboxes=mailboxes,
    )
    subscriptions.put(subscription.id, Standing.ACTIVE)
    return person_id
