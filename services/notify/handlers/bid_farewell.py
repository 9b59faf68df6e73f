"""Thank whoever helps no more, and tell them what that means."""

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Audience, Recipient
from services.notify.domain.note import Note
from services.notify.domain.planning import NOBODY, Occasion, deliveries_for
from services.notify.domain.sending import FAREWELL
from services.notify.handlers.by_sms import by_sms
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFarewell:
    person_id: str
    event_id: str
    at: datetime
    correlation_id: str


def bid_farewell(command: BidFarewell, *, deliveries: Deliveries, people: People) -> None:
    """Nobody switches it off: where somebody else pressed the button, they hear of it. Twice is once."""
    note = Note(
        message=FAREWELL,
        audience=Audience.PERSON,
        to=Recipient(person_id=command.person_id),
        facts={"helper": command.person_id},
    )
    occasion = Occasion(
        event_id=command.event_id,
        at=command.at,
        correlation_id=command.correlation_id,
        by_sms=by_sms([note], NOBODY, people),
    )
    deliveries.plan(deliveries_for([note], occasion))
