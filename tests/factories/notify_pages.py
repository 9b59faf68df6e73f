"""Notify's pages about how somebody is reached, with everything behind them in memory."""

import re
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import KeySet, OKPKey
from werkzeug.test import TestResponse

from services.notify.bootstrap import Notify
from services.notify.bootstrap.texting import may_be_texted
from services.notify.domain.person import register
from services.notify.domain.sending import adding
from services.notify.domain.somebody import NOBODY, Address
from services.notify.entrypoints.web.app import REFUSALS
from services.notify.entrypoints.web.pages.contact_proofs import contact_proofs_room
from services.notify.entrypoints.web.pages.contacts import contacts_room
from services.notify.entrypoints.web.pages.messages import messages_room
from services.notify.entrypoints.web.pages.not_mine import not_mine_room
from services.notify.entrypoints.web.pages.preferences import preferences_room
from services.notify.entrypoints.web.pages.stop import stop_room
from services.notify.handlers.ask_proof import ProofDesk, ask_proof
from services.notify.handlers.choose_contact import choose_contact
from services.notify.handlers.choose_preferences import choose_preferences
from services.notify.handlers.refuse_proofs import refuse_proofs
from services.notify.handlers.remove_contact import remove_contact
from services.notify.handlers.stop_kind import stop_kind
from services.notify.handlers.use_proof import use_proof
from services.notify.queries.my_contacts import my_contacts, see_proof
from services.notify.queries.my_messages import my_messages
from services.notify.queries.my_preferences import my_preferences
from services.notify.queries.see_subscription import see_subscription
from shared.contacts import normalise_phone
from shared.pack import load_for_notify
from shared.sessions import LinkIssuer, LinkReader
from tests.factories.templates import quick
from tests.factories.web import KnownCookies, Person, sign_in, web_app, web_settings
from tests.fakes.notify_digests import FakeDayPlaces
from tests.fakes.notify_doors import House
from tests.fakes.notify_matters import FakeMatters, FakeSubscriptions
from tests.fakes.notify_people import GlassBoxes, GlassMailboxes

SERVICE = Path(__file__).parents[2] / "services/notify"
KEY = OKPKey.generate_key("Ed25519", {"kid": "k1", "use": "sig"}, private=True)
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def contact_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def number_of(typed: str) -> tuple[str, str]:
    number = normalise_phone(typed, "FI")
    return number, contact_of(number)


@dataclass(slots=True)
class Pages:
    """Ada, Eve and whoever else is registered; each is signed in by a cookie of their name.

    offers_phones: there is a gateway for text messages. assets: the folder of what browsers need; None where nobody
    looks.
    """

    offers_phones: bool = False
    assets: Path | None = None
    house: House = field(default_factory=House)
    places: FakeDayPlaces = field(default_factory=FakeDayPlaces)
    cookies: KnownCookies = field(default_factory=KnownCookies)
    links: LinkIssuer = field(default_factory=lambda: LinkIssuer(KEY.as_dict(private=True)))
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        notify = self._notify()
        made = (contacts_room, contact_proofs_room, preferences_room, messages_room, not_mine_room, stop_room)
        settings = web_settings(
            service="notify",
            templates=SERVICE / "entrypoints/web/templates",
            locales=SERVICE / "locales",
            **({"assets_folder": self.assets, "serve_assets": True} if self.assets else {}),
        )
        self.app = quick(
            web_app(
                *(each(notify) for each in made),
                settings=settings,
                clock=self.house.clock,
                sessions=self.cookies,
                refusals=REFUSALS,
            )
        )

    def register(self, person_id: str, address: str) -> None:
        """Somebody whose address this is, and who is signed in by a cookie of their name."""
        box = GlassBoxes().seal({"kind": "email", "address": address})
        known = Address(contact_id=contact_of(address), kind="email", box=box)
        self.house.people.given(person_id, *register(NOBODY, known, language="en"))
        self.signs_in(person_id)

    def signs_in(self, person_id: str, session_id: str = "") -> None:
        """Now."""
        session = session_id or f"session-of-{person_id}"
        self.cookies.people[session_id or person_id] = Person(
            person_id=person_id, session_id=session, signed_in_at=self.house.clock.now()
        )

    def browser(self, cookie: str = "") -> "Browser":
        client = self.app.test_client()
        return Browser(sign_in(client, cookie) if cookie else client)

    def link(self, purpose: str, **claims: str) -> str:
        """What stands in a mail."""
        return self.links.issue(purpose, claims, self.house.clock.now() + timedelta(days=1))

    def addresses(self, person_id: str) -> list[str]:
        kept = self.house.people.get(person_id).state.verified.values()
        return [GlassBoxes().open(each.box)["address"] for each in kept]

    def _notify(self) -> Notify:
        house, boxes = self.house, GlassBoxes()
        desk = ProofDesk(
            people=house.people,
            sign_ins=house.sign_ins,
            deliveries=house.deliveries,
            places=self.places,
            mint=house.mint,
            seals=boxes,
            clock=house.clock,
            day_of=lambda at: at.astimezone(UTC).date(),
        )
        pack = load_for_notify(SERVICE.parents[1] / "tests/packs/strict")
        known = {
            "clock": house.clock,
            "pack": pack,
            "link_reader": LinkReader(KeySet([KEY]).as_dict(private=False)),
            "contact_of": contact_of,
            "see_subscription": partial(
                see_subscription, subscriptions=FakeSubscriptions(), matters=FakeMatters(), people=house.people
            ),
            "texting": SimpleNamespace(number_of=number_of, may_be_texted=partial(may_be_texted, pack=pack)),
        }
        reaching = {
            "offers_phones": self.offers_phones,
            "ask_proof": partial(ask_proof, desk=desk),
            "use_proof": partial(
                use_proof,
                people=house.people,
                sign_ins=house.sign_ins,
                disowned=house.disowned,
                mailboxes=GlassMailboxes(),
                deliveries=house.deliveries,
                mint=house.mint,
                clock=house.clock,
            ),
            "see_proof": partial(see_proof, sign_ins=house.sign_ins, opens=boxes, mint=house.mint, clock=house.clock),
            "refuse_proofs": partial(refuse_proofs, disowned=house.disowned, clock=house.clock),
            "proofs_are_refused": lambda contact_id: house.disowned.is_known(adding(contact_id)),
            "my_contacts": partial(my_contacts, people=house.people, opens=boxes),
            "choose_contact": partial(choose_contact, people=house.people),
            "remove_contact": partial(
                remove_contact, people=house.people, deliveries=house.deliveries, clock=house.clock
            ),
            "my_preferences": partial(my_preferences, people=house.people),
            "choose_preferences": partial(choose_preferences, people=house.people),
            "stop_kind": partial(stop_kind, people=house.people),
            "my_messages": lambda person_id, before: my_messages(
                person_id, before=before, people=house.people, deliveries=house.deliveries, opens=boxes
            ),
        }
        surer = SimpleNamespace(may_change_ways_in=lambda *_: True)
        return cast("Notify", SimpleNamespace(**known, reaching=SimpleNamespace(**reaching), surer=surer))


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's: sends a form with its token as the page has it."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": "en"}, buffered=True)

    def post(self, path: str, *, on: str | None = None, **fields: str) -> TestResponse:
        token = TOKEN.search(self.get(on or path).text)
        return self.client.post(path, data={**fields, **({"form_token": token[1]} if token else {})}, buffered=True)
