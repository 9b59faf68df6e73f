"""Notify's passkeys in memory: who may add, use and remove them, with real WebAuthn and devices in software."""

from dataclasses import dataclass, field

from services.notify.adapters.webauthn_authenticators import WebauthnAuthenticators
from services.notify.domain.person import register
from services.notify.domain.somebody import NOBODY
from services.notify.handlers.add_passkey import AddPasskey, BeginAddingPasskey, add_passkey, begin_adding_passkey
from services.notify.handlers.begin_ceremony import Begun, Stage
from services.notify.handlers.enter import Entered
from services.notify.handlers.offer_enrolment import OfferEnrolment, offer_enrolment
from services.notify.handlers.remove_passkey import RemovePasskey, remove_passkey
from services.notify.handlers.use_passkey import BeginWithPasskey, UsePasskey, begin_with_passkey, use_passkey
from services.notify.queries.my_passkeys import my_passkeys
from shared.events.triage_people import Grant, Role
from tests.factories.notify import address
from tests.fakes.authenticator import Device
from tests.fakes.notify_doors import House
from tests.fakes.notify_sign_in import FakeCeremonies, FakePasskeys

SITE = "http://127.0.0.1:8080"
HERE = "http://localhost:8080"


@dataclass(slots=True)
class Town:
    """Kim works here, Ada does not; in production a mail is not enough for Kim."""

    house: House = field(default_factory=lambda: House(staff_may_use_links=False))
    passkeys: FakePasskeys = field(init=False)
    ceremonies: FakeCeremonies = field(default_factory=FakeCeremonies)
    stage: Stage = field(init=False)
    devices: WebauthnAuthenticators = field(default_factory=lambda: WebauthnAuthenticators(SITE, "Nabo"))

    def __post_init__(self) -> None:
        house = self.house
        self.passkeys = FakePasskeys(clock=house.clock)
        self.stage = Stage(ceremonies=self.ceremonies, mint=house.mint, clock=house.clock)
        house.people.given("ada", *register(NOBODY, address("ada"), language="da"))
        house.people.given("kim", *register(NOBODY, address("kim"), language="da"))
        house.roles.keep("kim", [Grant(role=Role.CASEWORKER, team="works")], version=1)

    def begin_adding(self, who: str, method: str, link: str = "") -> Begun:
        command = BeginAddingPasskey(person_id=who, name=f"{who}@nabo.example", method=method, link=link)
        return begin_adding_passkey(
            command, stage=self.stage, authenticators=self.devices, passkeys=self.passkeys, doors=self.house.doors
        )

    def end_adding(
        self, who: str, begun: Begun, answer: str, method: str, link: str = "", name: str = ""
    ) -> Entered | None:
        command = AddPasskey(
            person_id=who,
            token=begun.token,
            answer=answer,
            name=name,
            method=method,
            browser="Firefox, Linux",
            session_id="session-before",
            link=link,
        )
        return add_passkey(
            command,
            stage=self.stage,
            authenticators=self.devices,
            passkeys=self.passkeys,
            deliveries=self.house.deliveries,
            doors=self.house.doors,
        )

    def add(self, who: str, device: Device, method: str = "code", link: str = "", name: str = "") -> Entered | None:
        begun = self.begin_adding(who, method, link)
        return self.end_adding(who, begun, device.create(begun.ask), method, link, name)

    def begin(self, next_path: str = "/desk") -> Begun:
        return begin_with_passkey(BeginWithPasskey(next_path=next_path), stage=self.stage, authenticators=self.devices)

    def end(self, begun: Begun, answer: str) -> Entered:
        return use_passkey(
            UsePasskey(token=begun.token, answer=answer, browser="Firefox, Linux", instead_of=None),
            stage=self.stage,
            authenticators=self.devices,
            passkeys=self.passkeys,
            doors=self.house.doors,
        )

    def enter(self, device: Device) -> Entered:
        begun = self.begin()
        return self.end(begun, device.get(begun.ask))

    def offer(self, who: str = "kim", by: str = "operator") -> str:
        house = self.house
        return offer_enrolment(
            OfferEnrolment(person_id=who, by=by),
            passkeys=self.passkeys,
            people=house.people,
            roles=house.roles,
            mint=house.mint,
            clock=house.clock,
        )

    def remove(self, who: str, passkey_id: str, method: str = "passkey", *, is_sure: bool = False) -> None:
        command = RemovePasskey(person_id=who, passkey_id=passkey_id, method=method, is_sure=is_sure)
        remove_passkey(command, passkeys=self.passkeys, deliveries=self.house.deliveries, doors=self.house.doors)

    def ids(self, who: str) -> list[str]:
        return [each.passkey_id for each in my_passkeys(who, passkeys=self.passkeys)]
