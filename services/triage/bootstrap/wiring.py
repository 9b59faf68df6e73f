"""Puts the use cases of triage on their ports, and the ports on adapters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pymongo.database import Database

from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_contacts import MongoContacts
from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.adapters.mongo_leftovers import MongoLeftovers
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.adapters.mongo_sessions import MongoSessions
from services.triage.adapters.pack_neighbourhood import PackNeighbourhood
from services.triage.adapters.pack_tasks import ways_of
from services.triage.bootstrap.stores import Stores
from services.triage.bootstrap.use_cases import Triage
from services.triage.handlers.abort_unsafe import abort_unsafe
from services.triage.handlers.accept_invitation import accept_invitation
from services.triage.handlers.acknowledge_alarm import acknowledge_alarm
from services.triage.handlers.arrive import arrive
from services.triage.handlers.asking_helpers import AskingHelpers
from services.triage.handlers.block_contact import block_contact
from services.triage.handlers.case_timer_due import case_timer_due
from services.triage.handlers.change_offer import change_offer
from services.triage.handlers.complete_task import complete_task
from services.triage.handlers.confirm_claim import confirm_claim
from services.triage.handlers.deciding import Deciding
from services.triage.handlers.decline_invitation import decline_invitation
from services.triage.handlers.drop_role_proposal import drop_role_proposal
from services.triage.handlers.end_helping import end_helping
from services.triage.handlers.forget import Forgetting, forget
from services.triage.handlers.grant_role import grant_role
from services.triage.handlers.hand_back import hand_back
from services.triage.handlers.hear_erasure import hear_erasure
from services.triage.handlers.hear_report import hear_report
from services.triage.handlers.helper_timer_due import helper_timer_due
from services.triage.handlers.invite_wave import invite_wave
from services.triage.handlers.mark_person_named import mark_person_named
from services.triage.handlers.open_case import open_case
from services.triage.handlers.pause_helper import pause_helper
from services.triage.handlers.project_contacts import project_contacts
from services.triage.handlers.project_session_revoked import project_session_revoked
from services.triage.handlers.propose_floor_lift import propose_floor_lift
from services.triage.handlers.raise_protection import raise_protection
from services.triage.handlers.refer_out import refer_out
from services.triage.handlers.register_helper import register_helper
from services.triage.handlers.release_claim import release_claim
from services.triage.handlers.resolve_case import resolve_case
from services.triage.handlers.resume_helper import resume_helper
from services.triage.handlers.revoke_helper import revoke_helper
from services.triage.handlers.revoke_role import revoke_role
from services.triage.handlers.second_floor_lift import second_floor_lift
from services.triage.handlers.second_role import second_role
from services.triage.handlers.set_out import set_out
from services.triage.handlers.show_case import show_case
from services.triage.handlers.show_task import show_task
from services.triage.handlers.show_unsafe_place import show_unsafe_place
from services.triage.handlers.stop_helping import stop_helping
from services.triage.handlers.take_case import take_case
from services.triage.handlers.vet_helper import vet_helper
from services.triage.handlers.withdraw_helper import withdraw_helper
from services.triage.handlers.write_message import write_message
from services.triage.ports import AllCases, AllContacts, AllHelpers, AllRoles, Leftovers, Neighbourhood, Sessions
from services.triage.queries.my_data import Shelves, my_data
from services.triage.settings import Settings
from shared.clock import Clock
from shared.erasure import Ledger
from shared.ids import random_id
from shared.mongo.connect import Document, is_there
from shared.mongo.ledger import MongoLedger
from shared.mongo.repository import MongoRepository
from shared.pack import load_for_triage, load_gazetteer
from shared.pack.triage import TriagePack


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the use cases stand on. ready: raises TryAgain while the database is away."""

    cases: AllCases
    helpers: AllHelpers
    roles: AllRoles
    contacts: AllContacts
    sessions: Sessions
    ledger: Ledger
    leftovers: Leftovers
    ready: Callable[[], object]


def make_triage(settings: Settings, stores: Stores, clock: Clock) -> Triage:
    """Raises: PackMistakesError."""
    pack = load_for_triage(settings.common.pack_folder)
    gazetteer = load_gazetteer(settings.common.gazetteers, pack.name)
    neighbourhood = PackNeighbourhood(pack, gazetteer, key=settings.common.form_key)
    return wire(stores.database, pack, neighbourhood, clock)


def make_kinds(settings: Settings, stores: Stores, clock: Clock) -> Mapping[str, MongoRepository[Any, Any]]:
    """Every kind of aggregate, by the name of its collection. Raises: PackMistakesError."""
    database, limits = stores.database, ways_of(load_for_triage(settings.common.pack_folder)).limits
    return {
        stores.cases.name: MongoCases(database, clock=clock),
        stores.helpers.name: MongoHelpers(database, limits=limits, clock=clock),
        stores.roles.name: MongoRoles(database, clock=clock),
    }


def wire(database: Database[Document], pack: TriagePack, neighbourhood: Neighbourhood, clock: Clock) -> Triage:
    """The use cases on one database."""
    ports = Ports(
        cases=MongoCases(database, clock=clock),
        helpers=MongoHelpers(database, limits=neighbourhood.ways.limits, clock=clock),
        roles=MongoRoles(database, clock=clock),
        contacts=MongoContacts(database),
        sessions=MongoSessions(database),
        ledger=MongoLedger(database),
        leftovers=MongoLeftovers(database),
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
    forgetting = Forgetting(cases=cases, helpers=helpers, roles=roles, leftovers=ports.leftovers, deciding=deciding)
    return Triage(
        open_case=partial(open_case, cases=cases, deciding=deciding, ledger=ports.ledger),
        hear_report=partial(hear_report, cases=cases, helpers=helpers, deciding=deciding, ledger=ports.ledger),
        take_case=partial(take_case, cases=cases, roles=roles, deciding=deciding),
        write_message=partial(write_message, cases=cases, roles=roles, deciding=deciding),
        resolve_case=partial(resolve_case, cases=cases, roles=roles, deciding=deciding),
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
        complete_task=partial(complete_task, cases=cases, helpers=helpers, deciding=deciding),
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
        stop_helping=partial(stop_helping, helpers=helpers),
        end_helping=partial(end_helping, helpers=helpers, roles=roles),
        vet_helper=partial(vet_helper, helpers=helpers, roles=roles, clock=clock),
        revoke_helper=partial(revoke_helper, helpers=helpers, roles=roles, clock=clock),
        grant_role=partial(grant_role, roles=roles, clock=clock),
        second_role=partial(second_role, roles=roles, clock=clock),
        drop_role_proposal=partial(drop_role_proposal, roles=roles, clock=clock),
        revoke_role=partial(revoke_role, roles=roles, clock=clock),
        block_contact=partial(block_contact, helpers=helpers, cases=cases),
        project_contacts=partial(project_contacts, contacts=contacts, ledger=ports.ledger),
        project_session_revoked=partial(project_session_revoked, sessions=ports.sessions),
        hear_erasure=partial(hear_erasure, ledger=ports.ledger),
        forget=partial(forget, forgetting=forgetting),
        my_data=partial(
            my_data, shelves=Shelves(cases=cases, helpers=helpers, roles=roles, contacts=contacts), clock=clock
        ),
        cases=cases,
        helpers=helpers,
        roles=roles,
        contacts=contacts,
        sessions=ports.sessions,
        neighbourhood=neighbourhood,
        pack=pack,
        clock=clock,
        ready=ports.ready,
    )
