"""Makes triage: settings in, ready use cases out. The only place that chooses adapters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pymongo.database import Database

from services.triage.adapters import mongo_cases, mongo_contacts, mongo_helpers, mongo_roles
from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_contacts import MongoContacts
from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.adapters.mongo_sessions import MongoSessions
from services.triage.adapters.mongo_traces import MongoTraces
from services.triage.adapters.pack_neighbourhood import PackNeighbourhood
from services.triage.domain.case import Case
from services.triage.handlers.abort_unsafe import AbortUnsafe, abort_unsafe
from services.triage.handlers.accept_invitation import AcceptInvitation, accept_invitation
from services.triage.handlers.acknowledge_alarm import AcknowledgeAlarm, acknowledge_alarm
from services.triage.handlers.arrive import Arrive, arrive
from services.triage.handlers.asking_helpers import AskingHelpers
from services.triage.handlers.block_contact import BlockContact, block_contact
from services.triage.handlers.case_timer_due import CaseTimerDue, case_timer_due
from services.triage.handlers.change_offer import ChangeOffer, change_offer
from services.triage.handlers.complete_task import CompleteTask, complete_task
from services.triage.handlers.confirm_claim import ConfirmClaim, confirm_claim
from services.triage.handlers.deciding import Deciding
from services.triage.handlers.decline_invitation import DeclineInvitation, decline_invitation
from services.triage.handlers.grant_role import GrantRole, grant_role
from services.triage.handlers.hand_back import HandBack, hand_back
from services.triage.handlers.hear_report import HearReport, hear_report
from services.triage.handlers.helper_timer_due import HelperTimerDue, helper_timer_due
from services.triage.handlers.invite_wave import InviteWave, invite_wave
from services.triage.handlers.mark_person_named import MarkPersonNamed, mark_person_named
from services.triage.handlers.open_case import OpenCase, open_case
from services.triage.handlers.pause_helper import PauseHelper, pause_helper
from services.triage.handlers.project_contacts import ProjectContacts, project_contacts
from services.triage.handlers.project_session_revoked import ProjectSessionRevoked, project_session_revoked
from services.triage.handlers.propose_floor_lift import ProposeFloorLift, propose_floor_lift
from services.triage.handlers.raise_protection import RaiseProtection, raise_protection
from services.triage.handlers.refer_out import ReferOut, refer_out
from services.triage.handlers.register_helper import RegisterHelper, register_helper
from services.triage.handlers.release_claim import ReleaseClaim, release_claim
from services.triage.handlers.resolve_case import ResolveCase, resolve_case
from services.triage.handlers.resume_helper import ResumeHelper, resume_helper
from services.triage.handlers.revoke_helper import RevokeHelper, revoke_helper
from services.triage.handlers.revoke_role import RevokeRole, revoke_role
from services.triage.handlers.second_floor_lift import SecondFloorLift, second_floor_lift
from services.triage.handlers.set_out import SetOut, set_out
from services.triage.handlers.show_case import ShowCase, show_case
from services.triage.handlers.show_task import OpenTask, ShowTask, show_task
from services.triage.handlers.show_unsafe_place import ShowUnsafePlace, UnsafePlace, show_unsafe_place
from services.triage.handlers.take_case import TakeCase, take_case
from services.triage.handlers.vet_helper import VetHelper, vet_helper
from services.triage.handlers.withdraw_helper import WithdrawHelper, withdraw_helper
from services.triage.handlers.write_message import WriteMessage, write_message
from services.triage.ports import (
    AllCases,
    AllHelpers,
    AllRoles,
    CasesToRead,
    Contacts,
    HelpersToRead,
    Neighbourhood,
    RolesToRead,
    Sessions,
    Traces,
)
from services.triage.settings import Settings
from shared.clock import Clock
from shared.ids import random_id
from shared.kafka.connect import Broker
from shared.mongo import parking
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document, connect, is_there
from shared.mongo.indexes import Indexed
from shared.mongo.refusals import Refusals
from shared.pack import load_for_triage, load_gazetteer
from shared.pack.triage import TriagePack
from shared.repository import Found

INDEXES: Sequence[Indexed] = (
    *mongo_cases.INDEXED,
    *mongo_helpers.INDEXED,
    *mongo_roles.INDEXED,
    *mongo_contacts.INDEXED,
    *parking.INDEXED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """All that triage can be asked, ready to be called. A use case takes one command, and raises `shared.errors`.

    cases, helpers, roles: for questions. pack: for words. ready: raises TryAgain while the database is away.
    """

    open_case: Callable[[OpenCase], None]
    hear_report: Callable[[HearReport], None]
    take_case: Callable[[TakeCase], None]
    write_message: Callable[[WriteMessage], None]
    resolve_case: Callable[[ResolveCase], None]
    refer_out: Callable[[ReferOut], None]
    raise_protection: Callable[[RaiseProtection], None]
    propose_floor_lift: Callable[[ProposeFloorLift], None]
    second_floor_lift: Callable[[SecondFloorLift], None]
    mark_person_named: Callable[[MarkPersonNamed], None]
    invite_wave: Callable[[InviteWave], None]
    accept_invitation: Callable[[AcceptInvitation], None]
    decline_invitation: Callable[[DeclineInvitation], None]
    set_out: Callable[[SetOut], None]
    arrive: Callable[[Arrive], None]
    complete_task: Callable[[CompleteTask], None]
    hand_back: Callable[[HandBack], None]
    abort_unsafe: Callable[[AbortUnsafe], None]
    acknowledge_alarm: Callable[[AcknowledgeAlarm], None]
    show_task: Callable[[ShowTask], OpenTask]
    show_unsafe_place: Callable[[ShowUnsafePlace], UnsafePlace]
    show_case: Callable[[ShowCase], Found[Case]]
    case_timer_due: Callable[[CaseTimerDue], None]
    helper_timer_due: Callable[[HelperTimerDue], None]
    confirm_claim: Callable[[ConfirmClaim], None]
    release_claim: Callable[[ReleaseClaim], None]
    withdraw_helper: Callable[[WithdrawHelper], None]
    register_helper: Callable[[RegisterHelper], None]
    change_offer: Callable[[ChangeOffer], None]
    pause_helper: Callable[[PauseHelper], None]
    resume_helper: Callable[[ResumeHelper], None]
    vet_helper: Callable[[VetHelper], None]
    revoke_helper: Callable[[RevokeHelper], None]
    grant_role: Callable[[GrantRole], None]
    revoke_role: Callable[[RevokeRole], None]
    block_contact: Callable[[BlockContact], None]
    project_contacts: Callable[[ProjectContacts], None]
    project_session_revoked: Callable[[ProjectSessionRevoked], None]
    cases: CasesToRead
    helpers: HelpersToRead
    roles: RolesToRead
    sessions: Sessions
    neighbourhood: Neighbourhood
    pack: TriagePack
    clock: Clock
    ready: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the use cases stand on. ready: raises TryAgain while the database is away."""

    cases: AllCases
    helpers: AllHelpers
    roles: AllRoles
    contacts: Contacts
    sessions: Sessions
    ready: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The machinery behind the use cases, for the processes that run it."""

    database: Database[Document]
    cases: Aggregates
    helpers: Aggregates
    roles: Aggregates
    broker: Broker
    refusals: Refusals
    traces: Traces


def make_stores(settings: Settings, clock: Clock) -> Stores:
    """Handles alone: nothing is opened before it is used."""
    mongo, kafka = settings.common.mongo, settings.common.kafka
    database = connect(mongo.url, user=mongo.user, password=mongo.password, database=mongo.database)
    cases = Aggregates(database, mongo_cases.NAME)
    return Stores(
        database=database,
        cases=cases,
        helpers=Aggregates(database, mongo_helpers.NAME),
        roles=Aggregates(database, mongo_roles.NAME),
        broker=Broker(servers=kafka.servers, user=kafka.user, password=kafka.password, security=kafka.security),
        refusals=Refusals(database, clock=clock),
        traces=MongoTraces(database, cases),
    )


def make_triage(settings: Settings, stores: Stores, clock: Clock) -> Triage:
    """Raises: PackMistakesError."""
    pack = load_for_triage(settings.common.pack_folder)
    gazetteer = load_gazetteer(settings.common.gazetteers, pack.name)
    neighbourhood = PackNeighbourhood(pack, gazetteer, key=settings.common.form_key)
    return wire(stores.database, pack, neighbourhood, clock)


def wire(database: Database[Document], pack: TriagePack, neighbourhood: Neighbourhood, clock: Clock) -> Triage:
    """The use cases on one database."""
    ports = Ports(
        cases=MongoCases(database, clock=clock),
        helpers=MongoHelpers(database, limits=neighbourhood.ways.limits, clock=clock),
        roles=MongoRoles(database, clock=clock),
        contacts=MongoContacts(database),
        sessions=MongoSessions(database),
        ready=partial(is_there, database),
    )
    return on_ports(ports, pack, neighbourhood, clock)


def on_ports(ports: Ports, pack: TriagePack, neighbourhood: Neighbourhood, clock: Clock) -> Triage:
    """The use cases on their ports."""
    cases, helpers, roles, contacts = ports.cases, ports.helpers, ports.roles, ports.contacts
    deciding = Deciding(neighbourhood=neighbourhood, clock=clock, new_id=random_id)
    asking_helpers = AskingHelpers(
        helpers=helpers, neighbours=helpers, contacts=contacts, neighbourhood=neighbourhood, new_id=random_id
    )
    invite = partial(invite_wave, cases=cases, deciding=deciding, asking_helpers=asking_helpers)
    return Triage(
        open_case=partial(open_case, cases=cases, deciding=deciding),
        hear_report=partial(hear_report, cases=cases, deciding=deciding),
        take_case=partial(take_case, cases=cases, roles=roles, deciding=deciding),
        write_message=partial(write_message, cases=cases, roles=roles, clock=clock),
        resolve_case=partial(resolve_case, cases=cases, roles=roles, neighbourhood=neighbourhood, clock=clock),
        refer_out=partial(refer_out, cases=cases, roles=roles, clock=clock),
        raise_protection=partial(raise_protection, cases=cases, roles=roles, deciding=deciding),
        propose_floor_lift=partial(propose_floor_lift, cases=cases, roles=roles, clock=clock),
        second_floor_lift=partial(second_floor_lift, cases=cases, roles=roles, deciding=deciding),
        mark_person_named=partial(mark_person_named, cases=cases, roles=roles, deciding=deciding),
        invite_wave=invite,
        accept_invitation=partial(
            accept_invitation,
            cases=cases,
            helpers=helpers,
            contacts=contacts,
            neighbourhood=neighbourhood,
            clock=clock,
        ),
        decline_invitation=partial(decline_invitation, cases=cases, clock=clock),
        set_out=partial(set_out, cases=cases, helpers=helpers, neighbourhood=neighbourhood, clock=clock),
        arrive=partial(arrive, cases=cases, helpers=helpers, neighbourhood=neighbourhood, clock=clock),
        complete_task=partial(complete_task, cases=cases, helpers=helpers, neighbourhood=neighbourhood, clock=clock),
        hand_back=partial(hand_back, cases=cases, deciding=deciding),
        abort_unsafe=partial(abort_unsafe, cases=cases, deciding=deciding),
        acknowledge_alarm=partial(acknowledge_alarm, cases=cases, roles=roles, clock=clock),
        show_task=partial(show_task, cases=cases, helpers=helpers, neighbourhood=neighbourhood, clock=clock),
        show_unsafe_place=partial(show_unsafe_place, cases=cases, roles=roles, clock=clock),
        show_case=partial(show_case, cases=cases, roles=roles, clock=clock),
        case_timer_due=partial(case_timer_due, cases=cases, helpers=helpers, deciding=deciding, invite_wave=invite),
        helper_timer_due=partial(helper_timer_due, helpers=helpers, cases=cases, clock=clock),
        confirm_claim=partial(confirm_claim, helpers=helpers, cases=cases, deciding=deciding),
        release_claim=partial(release_claim, helpers=helpers),
        withdraw_helper=partial(
            withdraw_helper, cases=cases, cases_of_helpers=cases, helpers=helpers, deciding=deciding
        ),
        register_helper=partial(register_helper, helpers=helpers),
        change_offer=partial(change_offer, helpers=helpers),
        pause_helper=partial(pause_helper, helpers=helpers),
        resume_helper=partial(resume_helper, helpers=helpers),
        vet_helper=partial(vet_helper, helpers=helpers, roles=roles, clock=clock),
        revoke_helper=partial(revoke_helper, helpers=helpers, roles=roles, clock=clock),
        grant_role=partial(grant_role, roles=roles, clock=clock),
        revoke_role=partial(revoke_role, roles=roles, clock=clock),
        block_contact=partial(block_contact, helpers=helpers, cases=cases),
        project_contacts=partial(project_contacts, contacts=contacts),
        project_session_revoked=partial(project_session_revoked, sessions=ports.sessions),
        cases=cases,
        helpers=helpers,
        roles=roles,
        sessions=ports.sessions,
        neighbourhood=neighbourhood,
        pack=pack,
        clock=clock,
        ready=ports.ready,
    )
