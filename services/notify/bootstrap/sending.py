"""Makes what sends: the letters, the line to the mail server, and one office for each thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from babel.support import NullTranslations

from services.notify.adapters.http_sms_channel import Gateway, HttpSmsChannel, NoSmsChannel
from services.notify.adapters.jinja_letters import JinjaLetters, Stationery
from services.notify.adapters.jinja_texts import JinjaTexts
from services.notify.adapters.letter_links import LetterLinks
from services.notify.adapters.mongo_archive import MongoArchive
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.adapters.mongo_digests import MongoDigests
from services.notify.adapters.sms_links import SmsLinks
from services.notify.adapters.smtp_channel import Server, SmtpChannel
from services.notify.bootstrap.by_the_pack import LOCALES, day_of, sender
from services.notify.bootstrap.replying import reply_to_of
from services.notify.bootstrap.stores import Stores
from services.notify.bootstrap.use_cases import Notify
from services.notify.domain.delivery import Channel
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.daily_mail import DailyMail
from services.notify.handlers.post_office import PostOffice, anywhere
from services.notify.handlers.send_messages import SendMessages, send_messages, settle_known
from services.notify.ports.channels import HandsOver
from services.notify.ports.messages import Archive, DayPlaces, Result
from services.notify.ports.writing import Readable, Writes
from services.notify.settings import Settings, SmsSettings
from shared.pack.notify import NotifyPack
from shared.sessions import LinkIssuer
from shared.web.catalogues import words
from shared.web.settings import SHARED

Message = TypeVar("Message", bound=Readable)


class Closes(Protocol):
    def close(self) -> None:
        """Say goodbye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Ready to send: one for each thread that does."""

    send_messages: Callable[[SendMessages], Sequence[Result]]
    settle_known: Callable[[], None]
    channel: Closes


def make_sending(settings: Settings, stores: Stores, notify: Notify, *, lines: int = 1) -> Sequence[Sending]:
    """What hands mails over, one for each line to the mail server. Opens none before the first message.

    They share what speaks to the database, so that what they write at the same time is one command.
    """
    common = _Common(notify=notify, archive=_archive(settings, stores), places=MongoDayPlaces(stores.database))
    return [_one_line(settings, stores, common) for _ in range(lines)]


def make_texting(settings: Settings, stores: Stores, notify: Notify) -> Sending:
    """What hands text messages over; without a gateway it says of each that there is none."""
    channel = HttpSmsChannel(_gateway(settings.sms)) if settings.sms else NoSmsChannel()
    stationery = _stationery(settings, notify.pack)
    texts = JinjaTexts(stationery, SmsLinks(settings.common.public_url, stationery.links))
    common = _Common(notify=notify, archive=_archive(settings, stores), places=MongoDayPlaces(stores.database))
    return _sending(channel, texts, common, sends=Channel.SMS, goes_to=notify.texting.may_be_texted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What senders share."""

    notify: Notify
    archive: Archive
    places: DayPlaces


def _archive(settings: Settings, stores: Stores) -> Archive:
    return MongoArchive(stores.database, has_texts=settings.sms is not None)


def _one_line(settings: Settings, stores: Stores, common: _Common) -> Sending:
    notify = common.notify
    channel = SmtpChannel(_server(settings), partial(sender, notify.pack), clock=notify.clock)
    letters = JinjaLetters(_stationery(settings, notify.pack))
    daily = DailyMail(
        digests=MongoDigests(stores.database),
        archive=common.archive,
        opens=notify.opens,
        letters=letters,
        seals=notify.seals,
        channel=channel,
    )
    return _sending(channel, letters, common, sends=Channel.EMAIL, daily=daily)


def _sending(
    channel: HandsOver[Message],
    letters: Writes[Message],
    common: _Common,
    *,
    sends: Channel,
    daily: DailyMail | None = None,
    goes_to: Callable[[str], bool] = anywhere,
) -> Sending:
    notify, caps = common.notify, common.notify.pack.daily_caps
    office = PostOffice(
        deliveries=notify.deliveries,
        archive=common.archive,
        places=common.places,
        opens=notify.opens,
        letters=letters,
        channel=channel,
        clock=notify.clock,
        caps=DailyCaps(unverified=caps.unverified, verified=caps.verified),
        day_of=partial(day_of, notify.pack),
        seals=notify.seals,
        zone=notify.pack.common.neighbourhood.zone,
        daily=daily,
        on_failed=notify.tell_of_failure,
        on_gone=notify.note_bounce,
        sends=sends,
        goes_to=goes_to,
    )
    return Sending(
        send_messages=partial(send_messages, office=office),
        settle_known=partial(settle_known, office=office),
        channel=channel,
    )


def _stationery(settings: Settings, pack: NotifyPack) -> Stationery:
    languages = pack.common.neighbourhood.languages
    phrases: Mapping[str, NullTranslations] = {
        language: words(language, (SHARED / "locales",)) for language in languages
    }
    links = LetterLinks(settings.common.public_url, LinkIssuer(settings.session_private_key))
    return Stationery(pack=pack, folder=LOCALES, phrases=phrases, links=links, reply_to=reply_to_of(settings))


def _server(settings: Settings) -> Server:
    smtp = settings.smtp
    return Server(host=smtp.host, port=smtp.port, tls=smtp.tls, user=smtp.user, password=smtp.password)


def _gateway(sms: SmsSettings) -> Gateway:
    return Gateway(url=sms.url, sender=sms.sender, token=sms.token)
