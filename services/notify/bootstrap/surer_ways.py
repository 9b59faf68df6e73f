"""Puts the ways to sign in by more than a mail on their adapters: passkeys, and the organisation's own sign-in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pymongo.database import Database

from services.notify.adapters.mongo_ceremonies import MongoCeremonies
from services.notify.adapters.mongo_passkeys import MongoPasskeys
from services.notify.adapters.webauthn_authenticators import WebauthnAuthenticators, home_of
from services.notify.domain.sending import EMAIL
from services.notify.handlers.add_passkey import (
    AddPasskey,
    BeginAddingPasskey,
    add_passkey,
    begin_adding_passkey,
    may_change_ways_in,
)
from services.notify.handlers.begin_ceremony import Begun, Stage
from services.notify.handlers.enter import Doors, Entered
from services.notify.handlers.let_go_of_oidc import LetGoOfOidc, let_go_of_oidc
from services.notify.handlers.offer_enrolment import OfferEnrolment, offer_enrolment
from services.notify.handlers.remove_passkey import RemovePasskey, remove_passkey
from services.notify.handlers.use_oidc import BeginWithOidc, UseOidc, begin_with_oidc, use_oidc
from services.notify.handlers.use_passkey import BeginWithPasskey, UsePasskey, begin_with_passkey, use_passkey
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import Mint
from services.notify.ports.sign_in import Claimed, Errand, Provider
from services.notify.queries.my_passkeys import SeenPasskey, is_enrolled_by, my_passkeys
from services.notify.settings import Settings
from shared.contacts import contact_id
from shared.errors import NotFound
from shared.mongo.connect import Document

OIDC_BACK = "/me/sign-in/oidc/back"
CALLED = "Nabo"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurerWays:
    """As in `Notify`. passkey_site: the origin at which passkeys work. has_oidc: the organisation has a sign-in."""

    begin_with_passkey: Callable[[BeginWithPasskey], Begun]
    use_passkey: Callable[[UsePasskey], Entered]
    begin_adding_passkey: Callable[[BeginAddingPasskey], Begun]
    add_passkey: Callable[[AddPasskey], Entered | None]
    remove_passkey: Callable[[RemovePasskey], None]
    may_change_ways_in: Callable[[str, str], bool]
    offer_enrolment: Callable[[OfferEnrolment], str]
    enrols: Callable[[str, str], bool]
    begin_with_oidc: Callable[[BeginWithOidc], Begun]
    use_oidc: Callable[[UseOidc], Entered]
    let_go_of_oidc: Callable[[LetGoOfOidc], int]
    my_passkeys: Callable[[str], Sequence[SeenPasskey]]
    passkeys: MongoPasskeys
    passkey_site: str
    has_oidc: bool


def surer_ways(
    settings: Settings, database: Database[Document], doors: Doors, mint: Mint, deliveries: Deliveries
) -> SurerWays:
    passkeys = MongoPasskeys(database, clock=doors.clock)
    stage = Stage(ceremonies=MongoCeremonies(database), mint=mint, clock=doors.clock)
    authenticators = WebauthnAuthenticators(settings.common.public_url, CALLED)
    provider = _provider(settings)
    return SurerWays(
        begin_with_passkey=partial(begin_with_passkey, stage=stage, authenticators=authenticators),
        use_passkey=partial(use_passkey, stage=stage, authenticators=authenticators, passkeys=passkeys, doors=doors),
        begin_adding_passkey=partial(
            begin_adding_passkey, stage=stage, authenticators=authenticators, passkeys=passkeys, doors=doors
        ),
        add_passkey=partial(
            add_passkey,
            stage=stage,
            authenticators=authenticators,
            passkeys=passkeys,
            deliveries=deliveries,
            doors=doors,
        ),
        remove_passkey=partial(remove_passkey, passkeys=passkeys, deliveries=deliveries, doors=doors),
        may_change_ways_in=partial(may_change_ways_in, doors=doors),
        offer_enrolment=partial(
            offer_enrolment, passkeys=passkeys, people=doors.people, roles=doors.roles, mint=mint, clock=doors.clock
        ),
        enrols=partial(is_enrolled_by, passkeys=passkeys, mint=mint, clock=doors.clock),
        begin_with_oidc=partial(begin_with_oidc, stage=stage, provider=provider),
        use_oidc=partial(
            use_oidc,
            stage=stage,
            provider=provider,
            contact_of=lambda address: contact_id(settings.contact_key, EMAIL, address),
            passkeys=passkeys,
            doors=doors,
        ),
        let_go_of_oidc=partial(let_go_of_oidc, passkeys=passkeys),
        my_passkeys=partial(my_passkeys, passkeys=passkeys),
        passkeys=passkeys,
        passkey_site=home_of(settings.common.public_url)[1],
        has_oidc=settings.oidc is not None,
    )


class _NoProvider:
    """Where the organisation has no sign-in of its own, there is no such page."""

    def way(self, errand: Errand, *, anew: bool) -> str:  # noqa: ARG002 the port's shape
        raise NotFound(OIDC_BACK)

    def claimed(self, code: str, errand: Errand, at: datetime) -> Claimed:  # noqa: ARG002 the port's shape
        raise NotFound(OIDC_BACK)


def _provider(settings: Settings) -> Provider:
    oidc = settings.oidc
    if oidc is None:
        return _NoProvider()
    from services.notify.adapters.oidc_description import OidcDescription  # noqa: PLC0415 - few need its libraries
    from services.notify.adapters.oidc_provider import OidcProvider  # noqa: PLC0415 - as above

    description = OidcDescription(oidc.issuer, https_only=settings.common.is_production)
    return OidcProvider(
        description,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        back=f"{settings.common.public_url}{OIDC_BACK}",
    )
