"""Makes what sends: the letters, the line to the mail server, and one office for each thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from babel.support import NullTranslations

from services.notify.adapters.jinja_letters import JinjaLetters, Stationery
from services.notify.adapters.letter_links import LetterLinks
from services.notify.adapters.mongo_archive import MongoArchive
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.adapters.mongo_digests import MongoDigests
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.adapters.smtp_channel import Server, SmtpChannel
from services.notify.bootstrap.by_the_pack import LOCALES, day_of, sender
from services.notify.bootstrap.stores import Stores
from services.notify.bootstrap.use_cases import Notify
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.daily_mail import DailyMail
from services.notify.handlers.send_messages import PostOffice, SendMessages, send_messages, settle_known
from services.notify.handlers.tell_of_failure import tell_of_failure
from services.notify.ports.messages import DayPlaces, MailChannel, Result
from services.notify.settings import Settings
from shared.pack.notify import NotifyPack
from shared.sealing import Opener
from shared.sessions import LinkIssuer
from shared.web.catalogues import words
from shared.web.settings import SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Ready to send: one for each thread that does."""

    send_messages: Callable[[SendMessages], Sequence[Result]]
    settle_known: Callable[[], None]
    channel: MailChannel


def make_sending(settings: Settings, stores: Stores, notify: Notify, *, lines: int = 1) -> Sequence[Sending]:
    """What hands messages over, one for each line to the mail server. Opens none before the first message.

    They share what speaks to the database, so that what they write at the same time is one command.
    """
    places = MongoDayPlaces(stores.database)
    return [_one_line(settings, stores, notify, places) for _ in range(lines)]


def _one_line(settings: Settings, stores: Stores, notify: Notify, places: DayPlaces) -> Sending:
    channel = SmtpChannel(_server(settings), partial(sender, notify.pack), clock=notify.clock)
    caps = notify.pack.daily_caps
    archive, opens = MongoArchive(stores.database), Opener(settings.box_private_keys)
    letters = JinjaLetters(_stationery(settings, notify.pack))
    office = PostOffice(
        deliveries=notify.deliveries,
        archive=archive,
        places=places,
        opens=opens,
        letters=letters,
        channel=channel,
        clock=notify.clock,
        caps=DailyCaps(unverified=caps.unverified, verified=caps.verified),
        day_of=partial(day_of, notify.pack),
        seals=notify.seals,
        daily=DailyMail(
            deliveries=notify.deliveries,
            digests=MongoDigests(stores.database),
            archive=archive,
            opens=opens,
            letters=letters,
            seals=notify.seals,
        ),
        zone=notify.pack.common.neighbourhood.zone,
        on_failed=partial(
            tell_of_failure,
            deliveries=notify.deliveries,
            matters=MongoMatters(stores.database),
            roles=notify.roles,
            clock=notify.clock,
            day_of=partial(day_of, notify.pack),
        ),
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
    return Stationery(pack=pack, folder=LOCALES, phrases=phrases, links=links)


def _server(settings: Settings) -> Server:
    smtp = settings.smtp
    return Server(host=smtp.host, port=smtp.port, tls=smtp.tls, user=smtp.user, password=smtp.password)
