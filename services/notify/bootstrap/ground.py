"""What several groups of use cases stand on: each adapter made once."""

from dataclasses import dataclass
from functools import partial

from pymongo.database import Database

from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_leftovers import MongoLeftovers
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.adapters.mongo_people import MongoPeople
from services.notify.adapters.mongo_roles import MongoRoles
from services.notify.adapters.mongo_sessions import MongoSessions
from services.notify.adapters.mongo_sign_ins import MongoSignIns
from services.notify.adapters.mongo_subscriptions import MongoDisowned, MongoSubscriptions
from services.notify.adapters.sealed_mailboxes import SealedMailboxes
from services.notify.adapters.secret_mint import SecretMint
from services.notify.bootstrap.by_the_pack import day_of, load_pack
from services.notify.bootstrap.stores import Stores
from services.notify.domain.delivery import Delivery
from services.notify.handlers.enter import Doors
from services.notify.handlers.tell_of_failure import tell_of_failure
from services.notify.settings import Settings
from shared.clock import Clock
from shared.mongo.connect import Document
from shared.mongo.ledger import MongoLedger
from shared.pack.notify import NotifyPack
from shared.sealing import Opener, Sealer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The adapters, by what they stand for."""

    settings: Settings
    database: Database[Document]
    pack: NotifyPack
    people: MongoPeople
    disowned: MongoDisowned
    sessions: MongoSessions
    sign_ins: MongoSignIns
    matters: MongoMatters
    subscriptions: MongoSubscriptions
    roles: MongoRoles
    deliveries: MongoDeliveries
    ledger: MongoLedger
    leftovers: MongoLeftovers
    mailboxes: SealedMailboxes
    mint: SecretMint
    seals: Sealer
    opens: Opener
    clock: Clock

    @property
    def doors(self) -> Doors:
        return Doors(
            people=self.people,
            disowned=self.disowned,
            mailboxes=self.mailboxes,
            sessions=self.sessions,
            roles=self.roles,
            clock=self.clock,
            staff_may_use_links=self.settings.common.staff_may_use_links,
        )

    def tell_of_failure(self, failed: Delivery) -> None:
        tell_of_failure(
            failed,
            deliveries=self.deliveries,
            matters=self.matters,
            roles=self.roles,
            clock=self.clock,
            day_of=partial(day_of, self.pack),
        )


def make_ground(settings: Settings, stores: Stores, clock: Clock) -> Ground:
    """Raises: PackMistakesError."""
    database, opens = stores.database, Opener(settings.box_private_keys)
    return Ground(
        settings=settings,
        database=database,
        pack=load_pack(settings),
        people=MongoPeople(database, clock=clock),
        disowned=MongoDisowned(database),
        sessions=MongoSessions(database, clock=clock),
        sign_ins=MongoSignIns(database, clock=clock),
        matters=MongoMatters(database),
        subscriptions=MongoSubscriptions(database),
        roles=MongoRoles(database),
        deliveries=MongoDeliveries(database),
        ledger=MongoLedger(database),
        leftovers=MongoLeftovers(database),
        mailboxes=SealedMailboxes(settings.contact_key, opens),
        mint=SecretMint(settings.common.form_key),
        seals=Sealer(settings.box_public_keys),
        opens=opens,
        clock=clock,
    )
