"""Puts on their adapters what notify hears by SMS: answers, and what became of its messages."""

from functools import partial

from pymongo.database import Database

from services.notify.adapters.mongo_answers import MongoAnswers
from services.notify.adapters.mongo_questions import MongoQuestions, MongoSilence
from services.notify.bootstrap.by_the_pack import day_of
from services.notify.domain.sending import PHONE
from services.notify.handlers.hear_sms import SmsDesk
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People, Seals
from shared.clock import Clock
from shared.contacts import contact_id, normalise_phone, region_of
from shared.ids import ContactId
from shared.mongo.connect import Document
from shared.pack.notify import NotifyPack


def make_sms_desk(
    database: Database[Document],
    pack: NotifyPack,
    *,
    people: People,
    deliveries: Deliveries,
    seals: Seals,
    clock: Clock,
) -> SmsDesk:
    return SmsDesk(
        answers=MongoAnswers(database, clock=clock),
        people=people,
        questions=MongoQuestions(database),
        deliveries=deliveries,
        silence=MongoSilence(database),
        seals=seals,
        clock=clock,
        language=pack.common.neighbourhood.languages[0],
        day_of=partial(day_of, pack),
    )


def number_of(typed: str, pack: NotifyPack, *, key: bytes) -> tuple[str, ContactId]:
    """A number in its one spelling, and its keyed hash. Raises: ValueError."""
    number = normalise_phone(typed, region_of(pack.common.neighbourhood.zone))
    return number, contact_id(key, PHONE, number)
