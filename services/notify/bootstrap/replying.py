"""Puts on their adapters what notify hears by mail, and the addresses at which it hears it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from services.notify.adapters.jinja_letters import nowhere
from services.notify.adapters.mime_reading import MimeReader
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.adapters.mongo_replies import MongoAsked, MongoReplies
from services.notify.adapters.reply_addresses import ReplyAddresses
from services.notify.adapters.sealed_pictures import SealedPictures
from services.notify.bootstrap.by_the_pack import day_of
from services.notify.bootstrap.ground import Ground
from services.notify.bootstrap.noticing import Notice, answering_desk
from services.notify.domain.delivery import Delivery
from services.notify.domain.mail_reply import Outcome, asked_as, is_answerable
from services.notify.domain.sending import EMAIL
from services.notify.handlers.hear_reply import HearReply, hear_reply
from services.notify.handlers.reading_reply import ReplyDesk
from services.notify.handlers.taking_pictures import PictureDesk
from services.notify.ports.replies import Incoming
from services.notify.settings import ReplySettings, Settings
from shared.contacts import contact_id
from shared.pack.notify import NotifyPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """As in `Notify`. read_mail: raises StrangeMail."""

    hear_reply: Callable[[HearReply], Outcome]
    read_mail: Callable[[bytes], Incoming]


def reply_to_of(settings: Settings) -> Callable[[Delivery], str | None]:
    """The address at which what is answered to a mail is heard; None for mails that nobody need answer."""
    if settings.replies is None:
        return nowhere
    addresses = _addresses(settings.replies)
    return lambda asked: addresses.address_for(asked_as(asked.id)) if is_answerable(asked) else None


def make_replying(ground: Ground, notice: Notice) -> Replying | None:
    """None where nobody answers mails, and for a worker, which takes none in. notice: as in `ReplyDesk`."""
    replies = ground.settings.replies
    if replies is None or not replies.photo_box_public_keys:
        return None
    ours = [each for each in (ground.pack.sender.address, ground.pack.sender.reply_to) if each]
    addresses = _addresses(replies)
    reader = MimeReader(
        replies.domain,
        ours,
        host=urlsplit(ground.settings.common.public_url).netloc,
        is_known=lambda token: addresses.reference_in(token) is not None,
    )
    desk = _desk(ground, addresses, replies, notice)
    return Replying(hear_reply=partial(hear_reply, desk=desk), read_mail=reader.read)


def _desk(ground: Ground, addresses: ReplyAddresses, replies: ReplySettings, notice: Notice) -> ReplyDesk:
    return ReplyDesk(
        replies=MongoReplies(ground.database, clock=ground.clock),
        addresses=addresses,
        asked=MongoAsked(ground.database),
        places=MongoDayPlaces(ground.database),
        answering=answering_desk(ground),
        pictures=PictureDesk(
            pictures=SealedPictures(replies.photo_box_public_keys), takes_photos=_takes_photos(ground.pack)
        ),
        contact_of=partial(contact_id, ground.settings.contact_key, EMAIL),
        notice=notice,
        day_of=partial(day_of, ground.pack),
    )


def _takes_photos(pack: NotifyPack) -> Callable[[str], bool]:
    """Of a category that a newer pack has, and this process has not read yet, intake knows."""
    none = {each.code for each in pack.common.categories if not each.photos}
    return lambda category: category not in none


def _addresses(replies: ReplySettings) -> ReplyAddresses:
    return ReplyAddresses(replies.domain, replies.keys)
