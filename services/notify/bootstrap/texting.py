"""Puts on their adapters what notify hears by SMS: answers, and what became of its messages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from services.notify.adapters.mongo_answers import MongoAnswers
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.adapters.mongo_questions import MongoQuestions, MongoSilence, MongoTexted
from services.notify.adapters.mongo_receipts import MongoReceipts
from services.notify.adapters.mongo_replies import MongoReplies
from services.notify.bootstrap.by_the_pack import day_of
from services.notify.bootstrap.ground import Ground
from services.notify.bootstrap.noticing import Notice, answering_desk
from services.notify.domain.own_words import without_links_to
from services.notify.domain.sending import PHONE
from services.notify.domain.texted_regions import texted_regions
from services.notify.handlers.hear_receipt import HearReceipt, hear_receipt, take_up_receipts
from services.notify.handlers.hear_sms import HearSms, SmsDesk, hear_sms
from services.notify.handlers.hearing_words import WordsDesk
from services.notify.ports.messages import Result
from shared.contacts import contact_id, normalise_phone, region_of, region_of_phone
from shared.ids import ContactId
from shared.pack.notify import NotifyPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Texting:
    """As in `Notify`.

    may_be_texted: whether a code, or what a stranger may have brought about, goes to the country of a number.
    """

    hear_sms: Callable[[HearSms], None]
    hear_receipt: Callable[[HearReceipt], Sequence[Result]]
    take_up_receipts: Callable[[], Sequence[Result]]
    number_of: Callable[[str], tuple[str, ContactId]]
    may_be_texted: Callable[[str], bool]


def make_hearing(ground: Ground, notice: Notice) -> Texting:
    """notice: as in `WordsDesk`."""
    receipts, on_failed = MongoReceipts(ground.database), ground.tell_of_failure
    return Texting(
        hear_sms=partial(hear_sms, desk=_desk(ground, notice)),
        hear_receipt=partial(hear_receipt, receipts=receipts, on_failed=on_failed),
        take_up_receipts=partial(take_up_receipts, receipts=receipts, on_failed=on_failed),
        number_of=partial(number_of, pack=ground.pack, key=ground.settings.contact_key),
        may_be_texted=partial(may_be_texted, pack=ground.pack),
    )


def number_of(typed: str, pack: NotifyPack, *, key: bytes) -> tuple[str, ContactId]:
    """A number in its one spelling, and its keyed hash. Raises: ValueError."""
    number = normalise_phone(typed, region_of(pack.common.neighbourhood.zone))
    return number, contact_id(key, PHONE, number)


def may_be_texted(number: str, pack: NotifyPack) -> bool:
    own = region_of(pack.common.neighbourhood.zone)
    return region_of_phone(number) in texted_regions(own, pack.text_to)


def _desk(ground: Ground, notice: Notice) -> SmsDesk:
    return SmsDesk(
        answers=MongoAnswers(ground.database, clock=ground.clock),
        people=ground.people,
        questions=MongoQuestions(ground.database),
        deliveries=ground.deliveries,
        silence=MongoSilence(ground.database),
        seals=ground.seals,
        words=WordsDesk(
            texted=MongoTexted(ground.database),
            replies=MongoReplies(ground.database, clock=ground.clock),
            places=MongoDayPlaces(ground.database),
            answering=answering_desk(ground),
            notice=notice,
            without_links=partial(without_links_to, urlsplit(ground.settings.common.public_url).netloc),
            day_of=partial(day_of, ground.pack),
        ),
        clock=ground.clock,
        language=ground.pack.common.neighbourhood.languages[0],
        day_of=partial(day_of, ground.pack),
    )
