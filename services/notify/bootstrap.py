"""Makes notify: settings in, ready use cases out. The only place that chooses adapters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations
from pymongo.database import Database

from services.notify.adapters import (
    mongo_day_places,
    mongo_deliveries,
    mongo_matters,
    mongo_people,
    mongo_roles,
    mongo_sessions,
    mongo_sign_ins,
    mongo_subscriptions,
)
from services.notify.adapters.jinja_letters import JinjaLetters, Stationery
from services.notify.adapters.letter_links import LetterLinks
from services.notify.adapters.letter_overrides import check_overrides
from services.notify.adapters.mime import Sender
from services.notify.adapters.mongo_archive import MongoArchive
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.adapters.mongo_people import MongoPeople
from services.notify.adapters.mongo_roles import MongoHelperNames, MongoRoles
from services.notify.adapters.mongo_sessions import MongoSessions
from services.notify.adapters.mongo_sign_ins import MongoSignIns
from services.notify.adapters.mongo_subscriptions import MongoDisowned, MongoSubscriptions
from services.notify.adapters.sealed_mailboxes import SealedMailboxes
from services.notify.adapters.secret_mint import SecretMint
from services.notify.adapters.smtp_channel import Server, SmtpChannel
from services.notify.domain.delivery import UnknownPolicy
from services.notify.domain.sending import EMAIL, DailyCaps
from services.notify.handlers.ask_sign_in import Asked, AskSignIn, ask_sign_in
from services.notify.handlers.confirm_address import ConfirmAddress, confirm_address
from services.notify.handlers.describe_person import DescribePerson, describe_person
from services.notify.handlers.disown_address import DisownAddress, disown_address
from services.notify.handlers.end_all_sessions import EndAllSessions, end_all_sessions
from services.notify.handlers.end_session import EndSession, end_session
from services.notify.handlers.enter import Doors, Entered
from services.notify.handlers.hear_case import HearCase, hear_case
from services.notify.handlers.hear_report import HearReport, hear_report
from services.notify.handlers.project_helper_name import ProjectHelperName, project_helper_name
from services.notify.handlers.project_roles import ProjectRoles, project_roles
from services.notify.handlers.receive_report import ReceiveReport, receive_report
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.register_person import RegisterPerson, register_person
from services.notify.handlers.send_again import SendAgain, send_again
from services.notify.handlers.send_messages import PostOffice, SendMessages, send_messages, settle_known
from services.notify.handlers.stop_messages import StopMessages, stop_messages
from services.notify.handlers.tell_of_failure import tell_of_failure
from services.notify.handlers.use_sign_in_code import UseSignInCode, use_sign_in_code
from services.notify.handlers.use_sign_in_link import UseSignInLink, use_sign_in_link
from services.notify.ports.messages import Deliveries, MailChannel, Result
from services.notify.ports.people import Roles, Seals
from services.notify.queries.look_at_sign_in import SignInSeen, look_at_sign_in
from services.notify.queries.my_page import MyPage, my_page
from services.notify.queries.my_sessions import SeenSession, my_sessions
from services.notify.queries.see_subscription import SeenSubscription, see_subscription
from services.notify.settings import Settings
from shared.clock import Clock
from shared.contacts import contact_id
from shared.ids import ContactId
from shared.kafka.connect import Broker
from shared.mongo import parking
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import Indexed
from shared.mongo.refusals import Refusals
from shared.pack import load_for_notify
from shared.pack.notify import NotifyPack
from shared.sealing import Opener, Sealer
from shared.sessions import LinkIssuer, LinkReader, SessionIssuer, SessionReader
from shared.web.catalogues import words
from shared.web.settings import SHARED

LOCALES = Path(__file__).parent / "locales"
INDEXES: Sequence[Indexed] = (
    *mongo_people.indexed(),
    *mongo_sessions.indexed(),
    *mongo_sign_ins.indexed(),
    *mongo_deliveries.indexed(),
    *mongo_day_places.indexed(),
    *mongo_matters.indexed(),
    *mongo_subscriptions.indexed(),
    *mongo_roles.indexed(),
    *parking.INDEXED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The machinery behind the use cases, for the processes that run it."""

    database: Database[Document]
    relayed: Sequence[Aggregates]
    broker: Broker
    refusals: Refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """All that notify can be asked, ready to be called. A use case takes one command and raises `shared.errors`."""

    receive_report: Callable[[ReceiveReport], None]
    hear_report: Callable[[HearReport], None]
    hear_case: Callable[[HearCase], None]
    project_roles: Callable[[ProjectRoles], None]
    project_helper_name: Callable[[ProjectHelperName], None]
    ask_sign_in: Callable[[AskSignIn], Asked]
    use_sign_in_link: Callable[[UseSignInLink], Entered]
    use_sign_in_code: Callable[[UseSignInCode], Entered]
    end_session: Callable[[EndSession], None]
    end_all_sessions: Callable[[EndAllSessions], None]
    register_person: Callable[[RegisterPerson], str]
    describe_person: Callable[[DescribePerson], None]
    confirm_address: Callable[[ConfirmAddress], str]
    disown_address: Callable[[DisownAddress], None]
    stop_messages: Callable[[StopMessages], None]
    send_again: Callable[[SendAgain], None]
    recover_abandoned: Callable[[], Sequence[Result]]
    look_at_sign_in: Callable[[str], SignInSeen]
    my_page: Callable[[str], MyPage]
    my_sessions: Callable[[str], Sequence[SeenSession]]
    see_subscription: Callable[[str], SeenSubscription]
    session_stands: Callable[[str], bool]
    contact_of: Callable[[str], ContactId]
    people: MongoPeople
    roles: Roles
    deliveries: Deliveries
    seals: Seals
    session_issuer: SessionIssuer
    session_reader: SessionReader
    link_reader: LinkReader
    pack: NotifyPack
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Ready to send: one for each thread that does."""

    send_messages: Callable[[SendMessages], Sequence[Result]]
    settle_known: Callable[[], None]
    channel: MailChannel


def make_stores(settings: Settings, clock: Clock) -> Stores:
    """Handles alone: nothing is opened before it is used."""
    mongo, kafka = settings.common.mongo, settings.common.kafka
    database = connect(mongo.url, user=mongo.user, password=mongo.password, database=mongo.database)
    kept = (mongo_people.NAME, mongo_sessions.NAME, mongo_sign_ins.NAME, mongo_deliveries.NAME)
    return Stores(
        database=database,
        relayed=[Aggregates(database, name) for name in kept],
        broker=Broker(servers=kafka.servers, user=kafka.user, password=kafka.password, security=kafka.security),
        refusals=Refusals(database, clock=clock),
    )


def make_notify(settings: Settings, stores: Stores, clock: Clock) -> Notify:
    """Raises: PackMistakesError."""
    database = stores.database
    pack = load_for_notify(settings.common.pack_folder)
    check_overrides(settings.common.pack_folder / "notify.yaml", LOCALES, pack.overrides)
    people, disowned = MongoPeople(database, clock=clock), MongoDisowned(database)
    sessions, sign_ins = MongoSessions(database, clock=clock), MongoSignIns(database, clock=clock)
    matters, subscriptions = MongoMatters(database), MongoSubscriptions(database)
    roles, deliveries = MongoRoles(database), MongoDeliveries(database)
    mint, seals, opens = SecretMint(settings.common.form_key), Sealer(settings.box_public_keys), _opener(settings)
    mailboxes = SealedMailboxes(settings.contact_key, opens)
    doors = Doors(
        people=people,
        disowned=disowned,
        mailboxes=mailboxes,
        sessions=sessions,
        roles=roles,
        clock=clock,
        staff_may_use_links=settings.staff_may_use_links,
    )
    return Notify(
        receive_report=partial(receive_report, matters=matters, subscriptions=subscriptions),
        hear_report=partial(hear_report, matters=matters, deliveries=deliveries),
        hear_case=partial(hear_case, matters=matters, deliveries=deliveries, roles=roles, people=people, clock=clock),
        project_roles=partial(project_roles, roles=roles),
        project_helper_name=partial(project_helper_name, helpers=MongoHelperNames(database)),
        ask_sign_in=partial(ask_sign_in, sign_ins=sign_ins, deliveries=deliveries, mint=mint, seals=seals, clock=clock),
        use_sign_in_link=partial(use_sign_in_link, sign_ins=sign_ins, mint=mint, doors=doors),
        use_sign_in_code=partial(use_sign_in_code, sign_ins=sign_ins, mint=mint, doors=doors),
        end_session=partial(end_session, sessions=sessions, clock=clock),
        end_all_sessions=partial(end_all_sessions, sessions=sessions, clock=clock),
        register_person=partial(register_person, people=people, disowned=disowned, mailboxes=mailboxes),
        describe_person=partial(describe_person, people=people),
        confirm_address=partial(
            confirm_address, subscriptions=subscriptions, people=people, disowned=disowned, mailboxes=mailboxes
        ),
        disown_address=partial(disown_address, subscriptions=subscriptions, disowned=disowned, clock=clock),
        stop_messages=partial(stop_messages, subscriptions=subscriptions),
        send_again=partial(send_again, deliveries=deliveries, clock=clock),
        recover_abandoned=partial(
            recover_abandoned,
            RecoverAbandoned(policy=_policy(pack)),
            deliveries=deliveries,
            clock=clock,
        ),
        look_at_sign_in=partial(look_at_sign_in, sign_ins=sign_ins, mint=mint, clock=clock),
        my_page=partial(
            my_page,
            people=people,
            roles=roles,
            subscriptions=subscriptions,
            matters=matters,
            opens=opens,
            clock=clock,
        ),
        my_sessions=partial(my_sessions, sessions=sessions, clock=clock),
        see_subscription=partial(see_subscription, subscriptions=subscriptions, matters=matters, people=people),
        session_stands=sessions.stands,
        contact_of=lambda address: contact_id(settings.contact_key, EMAIL, address),
        people=people,
        roles=roles,
        deliveries=deliveries,
        seals=seals,
        session_issuer=SessionIssuer(settings.session_private_key),
        session_reader=SessionReader(settings.common.session_public_keys),
        link_reader=LinkReader(settings.common.session_public_keys),
        pack=pack,
        clock=clock,
    )


def make_sending(settings: Settings, stores: Stores, notify: Notify) -> Sending:
    """What hands messages over. Opens no line before the first message."""
    channel = SmtpChannel(_server(settings), partial(_sender, notify.pack), clock=notify.clock)
    caps = notify.pack.daily_caps
    office = PostOffice(
        deliveries=notify.deliveries,
        archive=MongoArchive(stores.database),
        places=MongoDayPlaces(stores.database),
        opens=_opener(settings),
        letters=JinjaLetters(_stationery(settings, notify.pack)),
        channel=channel,
        clock=notify.clock,
        caps=DailyCaps(unverified=caps.unverified, verified=caps.verified),
        day_of=partial(_day_of, notify.pack),
        on_failed=partial(
            tell_of_failure,
            deliveries=notify.deliveries,
            matters=MongoMatters(stores.database),
            roles=notify.roles,
            clock=notify.clock,
            day_of=partial(_day_of, notify.pack),
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


def _sender(pack: NotifyPack, language: str) -> Sender:
    return Sender(name=pack.sender.name.say(language), address=pack.sender.address, reply_to=pack.sender.reply_to)


def _opener(settings: Settings) -> Opener:
    return Opener(settings.box_private_keys)


def _day_of(pack: NotifyPack, at: datetime) -> date:
    return at.astimezone(ZoneInfo(pack.common.neighbourhood.zone)).date()


def _policy(pack: NotifyPack) -> UnknownPolicy:
    """What the pack wants when nobody can know whether a mail went out."""
    return UnknownPolicy(pack.unknown.get(EMAIL, UnknownPolicy.LEAVE))
