"""Puts together what triage lets go, and when."""

from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_leftovers import MongoLeftovers
from services.triage.bootstrap.stores import AGED, Stores
from services.triage.handlers.keep_no_longer import KEEPS, KeepNoLonger
from shared.clock import Clock
from shared.mongo.retention import Aged, MongoConfirmed
from shared.pack.triage import TriagePack
from shared.retention import Retention


def make_retention(stores: Stores, pack: TriagePack, clock: Clock) -> Retention:
    database = stores.database
    return Retention(
        kept=pack.common.retention.only(*KEEPS),
        shelves=KeepNoLonger(
            cases=MongoCases(database, clock=clock), leftovers=MongoLeftovers(database), traces=Aged(database, AGED)
        ),
        confirmed=MongoConfirmed(database),
    )
