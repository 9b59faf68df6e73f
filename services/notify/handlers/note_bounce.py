"""Note that a mailbox is gone: whoever shows later that it is theirs finds nothing there that was told before."""

from functools import partial

from services.notify.domain import person as a_person
from services.notify.ports.people import People
from shared.repository import change

BY = "mail_server"


def note_bounce(contact_id: str, *, people: People) -> None:
    """Noting twice is noting once. Raises: TryAgain."""
    owner = people.owner_of(contact_id)
    if owner is not None:
        change(people, owner.id, partial(a_person.bounce, contact_id=contact_id), by=BY)
