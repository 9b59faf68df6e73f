"""What must not wait for a phone: where text messages do not go, whoever has a mailbox, too, hears of it by mail."""

from datetime import datetime, timedelta

from services.notify.domain.delivery import Audience, Channel, Delivery, Priority
from services.notify.domain.matter import Matter
from services.notify.domain.preferences import subject_of
from services.notify.domain.sending import Reader

PATIENCE = timedelta(minutes=2)
"""So long a gateway may be busy or away before somebody's phone is no way to them."""

LEFT_WAITING = timedelta(minutes=5)
"""So long nothing at all may go before somebody must look: about when the third try of one message alone is put off."""

PUT_OFF_TOO_OFTEN = 2
"""Mail servers put off what they do not know once or twice; the third time, minutes later, somebody must look."""

_OF_A_TASK = frozenset({"stood_down", "refused", "overdue"})
"""Whoever is on their way must hear these: that they are not to come, and that somebody waits to hear of them."""


def protects(delivery: Delivery, matter: Matter | None) -> bool:
    """Calls for help, who comes to one's door or comes no more, what is about danger or the floor (R1, R2, R7)."""
    match delivery.audience:
        case Audience.HELPER:
            return delivery.message in _OF_A_TASK
        case Audience.REPORTER:
            return subject_of(delivery) is None or (matter is not None and matter.is_hushed)
        case Audience.PERSON:
            return False  # Signing in, and that a way in changed: whoever is on call cannot ring them about either.
        case Audience.CASEWORKER | Audience.COORDINATOR:
            return delivery.priority is Priority.SAFETY


def goes_by_mail(delivery: Delivery, reader: Reader, matter: Matter | None, *, at: datetime, is_refused: bool) -> bool:
    """After a text message was put off. is_refused: the gateway takes nothing of ours until a person mends that."""
    has_other_way = reader.person_id and reader.has_mail and delivery.channel is Channel.SMS
    has_waited = delivery.attempts > 0 or at - delivery.planned_at >= PATIENCE
    return bool(has_other_way) and (is_refused or has_waited) and protects(delivery, matter)


def is_stuck(delivery: Delivery, matter: Matter | None, *, is_refused: bool) -> bool:
    """Whether a person must see to it that its reader hears: it was put off, and there is no other way to them."""
    return (is_refused or delivery.attempts >= PUT_OFF_TOO_OFTEN) and protects(delivery, matter)


def is_left_waiting(delivery: Delivery, matter: Matter | None, *, at: datetime) -> bool:
    """The same while nothing can be handed over, which is no attempt of any message's."""
    return at - delivery.planned_at >= LEFT_WAITING and protects(delivery, matter)
