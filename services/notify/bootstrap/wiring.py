"""Puts the use cases of notify on their adapters."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from services.notify.adapters import (
    mongo_answers,
    mongo_passkeys,
    mongo_people,
    mongo_replies,
    mongo_sessions,
    mongo_sign_ins,
)
from services.notify.adapters.mongo_answers import MongoAnswers
from services.notify.adapters.mongo_calls import MongoCalls
from services.notify.adapters.mongo_old import MongoOld
from services.notify.adapters.mongo_passkeys import MongoPasskeys
from services.notify.adapters.mongo_people import MongoPeople
from services.notify.adapters.mongo_questions import MongoSilence
from services.notify.adapters.mongo_replies import MongoReplies
from services.notify.adapters.mongo_roles import MongoHelperNames
from services.notify.adapters.mongo_sessions import MongoSessions
from services.notify.adapters.mongo_sign_ins import MongoSignIns
from services.notify.bootstrap.by_the_pack import unknown_policy
from services.notify.bootstrap.ground import make_ground
from services.notify.bootstrap.noticing import noticing
from services.notify.bootstrap.reaching import make_reaching
from services.notify.bootstrap.replying import make_replying
from services.notify.bootstrap.stores import Stores
from services.notify.bootstrap.surer_ways import surer_ways
from services.notify.bootstrap.texting import make_hearing
from services.notify.bootstrap.use_cases import Notify
from services.notify.domain.sending import EMAIL
from services.notify.handlers.ask_sign_in import ask_sign_in
from services.notify.handlers.bid_farewell import bid_farewell
from services.notify.handlers.confirm_address import confirm_address
from services.notify.handlers.describe_person import describe_person
from services.notify.handlers.disown_address import disown_address
from services.notify.handlers.end_all_sessions import end_all_sessions
from services.notify.handlers.end_session import end_session
from services.notify.handlers.erase_person import erase_person
from services.notify.handlers.forget import Forgetting, forget
from services.notify.handlers.forget_helper_words import forget_helper_words
from services.notify.handlers.hear_case import hear_case
from services.notify.handlers.hear_report import hear_report
from services.notify.handlers.keep_no_longer import KEEPS, KeepNoLonger
from services.notify.handlers.note_bounce import note_bounce
from services.notify.handlers.project_helper_name import project_helper_name
from services.notify.handlers.project_roles import project_roles
from services.notify.handlers.receive_report import receive_report
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.register_person import register_person
from services.notify.handlers.send_again import send_again
from services.notify.handlers.stop_messages import stop_messages
from services.notify.handlers.use_sign_in_code import use_sign_in_code
from services.notify.handlers.use_sign_in_link import use_sign_in_link
from services.notify.queries.look_at_sign_in import look_at_sign_in
from services.notify.queries.my_data import Shelves, my_data
from services.notify.queries.my_page import my_page
from services.notify.queries.my_sessions import my_sessions
from services.notify.queries.see_subscription import see_subscription
from services.notify.queries.unheard_calls import unheard_calls
from services.notify.settings import Settings
from shared.clock import Clock
from shared.contacts import contact_id
from shared.mongo.repository import MongoRepository
from shared.mongo.retention import MongoConfirmed
from shared.retention import Retention
from shared.sessions import LinkReader, SessionIssuer, SessionReader


def make_kinds(stores: Stores, clock: Clock) -> Mapping[str, MongoRepository[Any, Any]]:
    """Every kind of aggregate that is kept as one, by the name of its collection."""
    return {
        mongo_people.NAME: MongoPeople(stores.database, clock=clock),
        mongo_sessions.NAME: MongoSessions(stores.database, clock=clock),
        mongo_sign_ins.NAME: MongoSignIns(stores.database, clock=clock),
        mongo_passkeys.NAME: MongoPasskeys(stores.database, clock=clock),
        mongo_answers.NAME: MongoAnswers(stores.database, clock=clock),
        mongo_replies.NAME: MongoReplies(stores.database, clock=clock),
    }


def make_notify(settings: Settings, stores: Stores, clock: Clock) -> Notify:
    """Raises: PackMistakesError."""
    ground = make_ground(settings, stores, clock)
    database, pack, doors = ground.database, ground.pack, ground.doors
    people, disowned, sessions, sign_ins = ground.people, ground.disowned, ground.sessions, ground.sign_ins
    matters, subscriptions, roles, deliveries = ground.matters, ground.subscriptions, ground.roles, ground.deliveries
    mint, seals, opens, mailboxes = ground.mint, ground.seals, ground.opens, ground.mailboxes
    ledger, leftovers = ground.ledger, ground.leftovers
    notice = noticing(pack)
    sure = surer_ways(settings, database, doors, mint, deliveries)
    forgetting = partial(
        forget, forgetting=Forgetting(people=people, sessions=sessions, leftovers=leftovers, clock=clock)
    )
    shelves = Shelves(
        people=people,
        roles=roles,
        sessions=sessions,
        subscriptions=subscriptions,
        matters=matters,
        deliveries=deliveries,
        passkeys=sure.passkeys,
        answers=MongoAnswers(database, clock=clock),
        replies=MongoReplies(database, clock=clock),
        silence=MongoSilence(database),
        opens=opens,
    )
    return Notify(
        surer=sure,
        reaching=make_reaching(ground),
        texting=make_hearing(ground, notice),
        replying=make_replying(ground, notice),
        receive_report=partial(
            receive_report, matters=matters, subscriptions=subscriptions, mailboxes=mailboxes, ledger=ledger
        ),
        hear_report=partial(
            hear_report,
            matters=matters,
            deliveries=deliveries,
            people=people,
            roles=roles,
            languages=pack.common.neighbourhood.languages,
            ledger=ledger,
        ),
        hear_case=partial(hear_case, matters=matters, deliveries=deliveries, roles=roles, people=people, clock=clock),
        project_roles=partial(project_roles, roles=roles, ledger=ledger),
        project_helper_name=partial(project_helper_name, helpers=MongoHelperNames(database), ledger=ledger),
        bid_farewell=partial(bid_farewell, deliveries=deliveries, people=people),
        ask_sign_in=partial(ask_sign_in, sign_ins=sign_ins, deliveries=deliveries, mint=mint, seals=seals, clock=clock),
        use_sign_in_link=partial(use_sign_in_link, sign_ins=sign_ins, mint=mint, doors=doors),
        use_sign_in_code=partial(use_sign_in_code, sign_ins=sign_ins, mint=mint, doors=doors),
        end_session=partial(end_session, sessions=sessions, clock=clock),
        end_all_sessions=partial(end_all_sessions, sessions=sessions, clock=clock),
        register_person=partial(register_person, people=people, disowned=disowned, mailboxes=mailboxes),
        describe_person=partial(describe_person, people=people),
        confirm_address=partial(
            confirm_address,
            subscriptions=subscriptions,
            people=people,
            disowned=disowned,
            mailboxes=mailboxes,
            clock=clock,
        ),
        disown_address=partial(disown_address, subscriptions=subscriptions, disowned=disowned, clock=clock),
        stop_messages=partial(stop_messages, subscriptions=subscriptions),
        send_again=partial(send_again, deliveries=deliveries, clock=clock),
        erase_person=partial(erase_person, people=people, roles=roles, ledger=ledger, forget=forgetting, clock=clock),
        forget=forgetting,
        retention=Retention(
            kept=pack.common.retention.only(*KEEPS),
            shelves=KeepNoLonger(old=MongoOld(database, leftovers)),
            confirmed=MongoConfirmed(database),
        ),
        forget_helper_words=partial(forget_helper_words, leftovers=leftovers),
        recover_abandoned=lambda channel: recover_abandoned(
            RecoverAbandoned(policy=unknown_policy(pack, channel), channel=channel),
            deliveries=deliveries,
            clock=clock,
        ),
        tell_of_failure=ground.tell_of_failure,
        note_bounce=partial(note_bounce, people=people),
        unheard_calls=partial(unheard_calls, calls=MongoCalls(database)),
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
        my_data=partial(my_data, shelves=shelves, clock=clock),
        my_sessions=partial(my_sessions, sessions=sessions, clock=clock),
        see_subscription=partial(see_subscription, subscriptions=subscriptions, matters=matters, people=people),
        session_stands=sessions.stands,
        contact_of=lambda address: contact_id(settings.contact_key, EMAIL, address),
        people=people,
        roles=roles,
        deliveries=deliveries,
        seals=seals,
        opens=opens,
        session_issuer=SessionIssuer(settings.session_private_key),
        session_reader=SessionReader(settings.common.session_public_keys),
        link_reader=LinkReader(settings.common.session_public_keys),
        pack=pack,
        clock=clock,
    )
