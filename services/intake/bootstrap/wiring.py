"""Puts the use cases of intake on their adapters."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from services.intake.adapters import mongo_api_keys, mongo_reports
from services.intake.adapters.gridfs_photos import GridFsPhotos
from services.intake.adapters.mongo_api_keys import MongoApiKeys, MongoKeyUses
from services.intake.adapters.mongo_histories import MongoHistories
from services.intake.adapters.mongo_leftovers import MongoLeftovers
from services.intake.adapters.mongo_minutes import MongoAddressUses
from services.intake.adapters.mongo_people import MongoPeople
from services.intake.adapters.mongo_reports import MongoReports
from services.intake.adapters.mongo_stories import MongoStories
from services.intake.adapters.pack_catalogue import catalogue_of
from services.intake.adapters.pack_places import PackPlaces
from services.intake.adapters.page_secrets import PageSecrets
from services.intake.adapters.pillow_photo_encoder import PillowPhotoEncoder
from services.intake.adapters.sealed_contacts import SealedContacts
from services.intake.adapters.sealed_photos import SealedPhotos
from services.intake.bootstrap.stores import Stores
from services.intake.bootstrap.use_cases import Intake
from services.intake.handlers.add_photos import add_photos
from services.intake.handlers.admit_anybody import admit_anybody
from services.intake.handlers.admit_program import admit_program
from services.intake.handlers.confirm_outcome import confirm_outcome
from services.intake.handlers.dispute_outcome import dispute_outcome
from services.intake.handlers.edit_report import edit_report
from services.intake.handlers.forget import forget
from services.intake.handlers.hear_erasure import hear_erasure
from services.intake.handlers.keep_no_longer import KEEPS, KeepNoLonger
from services.intake.handlers.project_case import project_case
from services.intake.handlers.project_contacts import project_contacts
from services.intake.handlers.project_helper import project_helper
from services.intake.handlers.project_roles import project_roles
from services.intake.handlers.project_session_revoked import project_session_revoked
from services.intake.handlers.reading_contact import contact_problems
from services.intake.handlers.receive_report import receive_report
from services.intake.handlers.refuse_helper import refuse_helper
from services.intake.handlers.say_no_longer_needed import say_no_longer_needed
from services.intake.handlers.say_thanks import say_thanks
from services.intake.handlers.sweep_photos import sweep_photos
from services.intake.handlers.take_mailed_photo import take_mailed_photo
from services.intake.handlers.withdraw_report import withdraw_report
from services.intake.handlers.write_message import write_message
from services.intake.ports import Mint
from services.intake.queries.my_data import my_data
from services.intake.queries.my_photo import my_photo
from services.intake.queries.my_report import my_report
from services.intake.queries.photo_at_work import photo_at_work
from services.intake.queries.public_report import public_report
from services.intake.queries.recent_public_reports import recent_public_reports
from services.intake.queries.report_status import report_status
from services.intake.queries.roles_of import roles_of
from services.intake.queries.who_has_it import who_has_it
from services.intake.settings import Settings
from shared.clock import Clock
from shared.contacts import region_of
from shared.ids import new_reference, random_id
from shared.mongo.ledger import MongoLedger
from shared.mongo.repository import MongoRepository
from shared.mongo.retention import MongoConfirmed
from shared.pack import load_for_intake, load_gazetteer
from shared.pack.sign_reader import sign_reader
from shared.retention import Retention
from shared.sealing import Sealer


def make_kinds(stores: Stores, clock: Clock) -> Mapping[str, MongoRepository[Any, Any]]:
    """Every kind of aggregate, by the name of its collection."""
    return {
        mongo_reports.NAME: MongoReports(stores.database, clock=clock),
        mongo_api_keys.NAME: MongoApiKeys(stores.database, clock=clock),
    }


def make_intake(settings: Settings, stores: Stores, clock: Clock) -> Intake:
    """Raises: PackMistakesError."""
    pack = load_for_intake(settings.common.pack_folder)
    contacts = SealedContacts(
        key=settings.contact_key,
        sealer=Sealer(settings.box_public_keys),
        region=region_of(pack.common.neighbourhood.zone),
    )
    reports, stories = MongoReports(stores.database, clock=clock), MongoStories(stores.database)
    people, histories = MongoPeople(stores.database), MongoHistories(stores.reports)
    ledger, leftovers = MongoLedger(stores.database), MongoLeftovers(stores.database)
    photos, encoder = GridFsPhotos(stores.database, clock=clock), PillowPhotoEncoder()
    places = PackPlaces(pack.areas, load_gazetteer(settings.common.gazetteers, pack.name))
    catalogue, words = catalogue_of(pack), sign_reader(pack.signs, pack.common.neighbourhood.languages)
    keys = MongoApiKeys(stores.database, clock=clock)
    addresses = MongoAddressUses(stores.database, key=settings.contact_key)
    mint = Mint(report_id=random_id, reference=new_reference, secret=PageSecrets(settings.common.form_key))
    adds_photos = partial(
        add_photos, reports=reports, stories=stories, photos=photos, encoder=encoder, catalogue=catalogue, clock=clock
    )
    return Intake(
        receive_report=partial(
            receive_report,
            reports=reports,
            places=places,
            contacts=contacts,
            catalogue=catalogue,
            words=words,
            mint=mint,
            clock=clock,
        ),
        admit_program=partial(admit_program, keys=keys, uses=MongoKeyUses(stores.database), clock=clock),
        admit_anybody=partial(admit_anybody, most=settings.reports_per_minute, uses=addresses, clock=clock),
        contact_problems=partial(contact_problems, contacts=contacts),
        withdraw_report=partial(withdraw_report, reports=reports),
        say_no_longer_needed=partial(say_no_longer_needed, reports=reports),
        confirm_outcome=partial(confirm_outcome, reports=reports, stories=stories),
        dispute_outcome=partial(dispute_outcome, reports=reports, stories=stories, words=words),
        write_message=partial(write_message, reports=reports, stories=stories, words=words),
        say_thanks=partial(say_thanks, reports=reports, stories=stories, words=words),
        refuse_helper=partial(refuse_helper, reports=reports, stories=stories),
        edit_report=partial(edit_report, reports=reports, stories=stories, words=words),
        encode_photos=encoder.encode,
        add_photos=adds_photos,
        sweep_photos=partial(sweep_photos, reports=reports, photos=photos, clock=clock),
        take_mailed_photo=partial(
            take_mailed_photo,
            reports=reports,
            opened=SealedPhotos(settings.photo_box_private_keys).open,
            add=adds_photos,
        ),
        project_case=partial(project_case, stories=stories, ledger=ledger),
        project_roles=partial(project_roles, people=people, ledger=ledger),
        project_helper=partial(project_helper, people=people, ledger=ledger),
        project_contacts=partial(project_contacts, people=people, ledger=ledger),
        project_session_revoked=partial(project_session_revoked, people=people),
        hear_erasure=partial(hear_erasure, ledger=ledger),
        forget=partial(forget, reports=reports, leftovers=leftovers, photos=photos, ledger=ledger),
        retention=Retention(
            kept=pack.common.retention.only(*KEEPS),
            shelves=KeepNoLonger(
                reports=reports,
                categories=tuple(catalogue.categories),
                stories=stories,
                photos=photos,
                old=leftovers,
            ),
            confirmed=MongoConfirmed(stores.database),
        ),
        report_status=partial(report_status, reports=reports, stories=stories, histories=histories),
        my_report=partial(my_report, reports=reports, stories=stories, histories=histories, people=people),
        my_photo=partial(my_photo, reports=reports, photos=photos),
        photo_at_work=lambda photo, size, reader: photo_at_work(
            photo, size, reader, reports=reports, stories=stories, people=people, photos=photos, now=clock.now()
        ),
        my_data=partial(
            my_data, reports=reports, stories=stories, histories=histories, people=people, photos=photos, clock=clock
        ),
        public_report=partial(public_report, public_reports=reports, stories=stories),
        recent_public_reports=partial(recent_public_reports, public_reports=reports, stories=stories),
        roles_of=lambda person_id: roles_of(person_id, people=people, now=clock.now()),
        who_has_it=lambda report, person: who_has_it(report, person, stories=stories, people=people, now=clock.now()),
        people=people,
        histories=histories,
        places=places,
        catalogue=catalogue,
        words=words,
        pack=pack,
        clock=clock,
    )
