"""Notify's part of the matrix: links and sessions in each situation, who has which, and how each route is tried."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.notify.adapters.mongo_passkeys import MongoPasskeys
from services.notify.adapters.mongo_sessions import MongoSessions
from services.notify.domain import session as a_session
from services.notify.domain.passkeys import COUNTS_AFTER
from services.notify.domain.person import verify
from services.notify.domain.sending import EMAIL
from services.notify.domain.sign_in import STANDS_FOR
from services.notify.domain.somebody import Address
from services.notify.domain.subscription import subscription_id
from services.notify.handlers.ask_proof import AskProof
from services.notify.handlers.confirm_address import ConfirmAddress
from services.notify.handlers.disown_address import DisownAddress
from services.notify.handlers.end_session import EndSession
from services.notify.handlers.erase_person import ErasePerson
from services.notify.handlers.stop_messages import StopMessages
from shared.events.notify_passkeys import PasskeyAdded
from shared.events.triage import CaseClosed, CaseStatus, CloseReason
from shared.events.triage_people import Grant, Role
from shared.ids import random_id
from shared.sealing import Opener
from shared.sessions import LinkIssuer, SessionIssuer
from tests.factories.browsers import SAME_FOR_ALL, Browsers, Visitor
from tests.factories.matrix import Door, rows_of, shown
from tests.integration.notify.house import House

ALWAYS, LINK, ADA = "always", "whoever has the link", "Ada"
NAME, ADDRESS = "Canarina", "ada.canary@nabo.example"
"""Nobody but Ada reads these."""

MINUTE = timedelta(minutes=1)
THINGS = {
    "/me/contacts/confirm": "_a_proof",
    "/me/contacts/not-mine": "_a_question",
    "/me/contacts/": "_an_address",
    "/me/passkeys/": "_a_passkey",
    "/me/sessions/": "_a_session",
    "/me/sign-in/": "_a_sign_in",
    "/me/": "_a_mail",
}
"""By the beginning of a route, the first that fits: how what it is about is made."""

STRANGERS = frozenset({"anonymous", LINK})
ROLES: Mapping[str, Grant] = {
    "helper": Grant(role=Role.HELPER),
    "caseworker": Grant(role=Role.CASEWORKER, team="works"),
    "coordinator": Grant(role=Role.COORDINATOR),
    "safeguarding lead": Grant(role=Role.SAFEGUARDING_LEAD, team="care"),
    "auditor": Grant(role=Role.AUDITOR),
    "administrator": Grant(role=Role.ADMINISTRATOR),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """By what a door is opened. browser: which asked to sign in. code: of the mail. named: the thing by its own id."""

    token: str = "x" * 43
    named: str = "nothing"
    session_id: str = field(default_factory=random_id)
    code: str = "000000"
    browser: FlaskClient | None = None


@dataclass(slots=True, kw_only=True)
class Scene:
    """Things are there when somebody first tries a door of theirs."""

    house: House
    erase: Callable[[str], None]
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    nothing: Known = field(default_factory=Known)
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def browsers(self) -> Browsers:
        house = self.house
        issuer = SessionIssuer(house.settings.session_private_key)
        return Browsers(app=house.app, issuer=issuer, form_key=house.settings.common.form_key, clock=house.clock)

    def anew(self) -> None:
        """Other people and other things, which nobody has touched."""
        self.known.clear()
        self.visitors.clear()

    def open(self, door: Door, actor: str) -> TestResponse:
        return self._try(door, actor, self._of(door))

    def open_nowhere(self, door: Door, actor: str) -> TestResponse:
        """The same door where it leads to nothing; with a link that we signed, where a real one would be good still."""
        if door.row.situation == "erased":
            self.known["nothing", ""] = Known(token=self._signed("nothing", MINUTE))
            return self._try(door, actor, self.known["nothing", ""])
        return self._try(door, actor, self.nothing)

    def shown(self, answer: TestResponse) -> object:
        """What an answer tells, whatever was asked for."""
        status, data, lines = shown(answer)
        heads = [(name, self._nameless(value)) for name, value in lines if name not in {"Set-Cookie", "Content-Length"}]
        return status, self._nameless(data.decode()), heads

    def visitor(self, actor: str) -> Visitor:
        if actor in STRANGERS:
            return Visitor()
        if actor not in self.visitors:
            self.visitors[actor] = self._comes(actor)
        return self.visitors[actor]

    def _comes(self, actor: str) -> Visitor:
        person_id = random_id()
        whose = f"{next(self.numbers)}.{ADDRESS}" if actor == ADA else f"{next(self.numbers)}@nabo.example"
        self.house.register(person_id, whose, NAME if actor == ADA else "Somebody")
        if actor in ROLES:
            self.house.grant(person_id, ROLES[actor])
        if actor == "whose roles have ended":
            self.house.grant(person_id, Grant(role=Role.CASEWORKER, team="works", expires_at=self.house.clock.now()))
        old = timedelta(minutes=16) if actor == "whose sign-in is old" else MINUTE
        visitor = Visitor(person_id=person_id, session_id=self._session(person_id), ago=old)
        if actor == "whose session was ended":
            self.house.notify.end_session(EndSession(person_id=person_id, session_id=visitor.session_id))
        if actor == "who was erased":
            self.house.notify.erase_person(ErasePerson(person_id=person_id, by=person_id))
        return replace(visitor, stands=actor not in {"whose session was ended", "who was erased"})

    def _session(self, person_id: str) -> str:
        sessions = MongoSessions(self.house.database, clock=self.house.clock)
        session_id = random_id()
        started = a_session.start(person_id, method="link", browser="Firefox, Linux", at=self.house.clock.now())
        sessions.append(sessions.find(session_id), started, by=person_id)
        return session_id

    def _of(self, door: Door) -> Known:
        if door.row.situation == ALWAYS:
            return self.nothing
        kind = next(each for each in THINGS if each in door.row.rule)
        name = (kind, door.row.situation)
        if name not in self.known:
            self.known[name] = getattr(self, THINGS[kind])(door.row.situation)
        return self.known[name]

    def _a_session(self, situation: str) -> Known:
        ada = self.visitor(ADA).person_id or ""
        session_id = self._session(ada)
        if situation == "ended":
            self.house.notify.end_session(EndSession(person_id=ada, session_id=session_id))
        return Known(session_id=session_id)

    def _a_sign_in(self, situation: str) -> Known:
        clock, browser = self.house.clock, self.browsers.of(Visitor())
        clock.advance(-STANDS_FOR if situation == "too old" else timedelta())
        address = f"{next(self.numbers)}.{ADDRESS}"
        asked = self.browsers.send(Visitor(), "/me/sign-in", {"email": address}, client=browser)
        assert asked.status_code == 303, asked.text
        clock.advance(STANDS_FOR if situation == "too old" else timedelta())
        letter = self._mailed(self.house.notify.contact_of(address))
        if situation == "used":
            used = self.browsers.send(Visitor(), f"/me/sign-in/{letter['token']}", {})
            assert used.status_code == 303, used.text
        return Known(token=letter["token"], code=letter["code"], browser=browser)

    def _an_address(self, _situation: str) -> Known:
        """Beside the one by which she is known."""
        contact_id, box = self._new_address()
        people = self.house.notify.people
        found = people.get(self._ada.person_id or "")
        address = Address(contact_id=contact_id, kind=EMAIL, box=box)
        people.append(found, verify(found.state, address), by="test")
        return Known(named=contact_id)

    def _a_proof(self, _situation: str) -> Known:
        contact_id, _ = self._new_address()
        ask = AskProof(
            person_id=self._ada.person_id or "",
            session_id=self._ada.session_id,
            contact_id=contact_id,
            kind=EMAIL,
            address=f"{next(self.numbers)}.{ADDRESS}",
            language="en",
        )
        named = self.house.notify.reaching.ask_proof(ask)
        return Known(named=named, code=self._mailed(contact_id)["code"])

    def _a_passkey(self, _situation: str) -> Known:
        """Of today: a mail alone removes no older one."""
        passkeys = MongoPasskeys(self.house.database, clock=self.house.clock)
        named = random_id()
        added = PasskeyAdded(
            passkey_id=named,
            is_vouched=False,
            by_link=False,
            added_at=self.house.clock.now(),
            counts_from=self.house.clock.now() + COUNTS_AFTER,
            sign_count=0,
            credential=named,
            public_key="key",
            name="Phone",
        )
        passkeys.append(passkeys.find(self._ada.person_id or ""), [added], by="test")
        return Known(named=named)

    def _a_question(self, situation: str) -> Known:
        """Somebody said that an address is theirs, and its mail asks whether that is so."""
        contact_id, _ = self._new_address()
        return Known(token=self._signed_for("adding", {"c": contact_id}, -MINUTE if situation == "too old" else MINUTE))

    @property
    def _ada(self) -> Visitor:
        return self.visitor(ADA)

    def _new_address(self) -> tuple[str, str]:
        address = f"{next(self.numbers)}.{ADDRESS}"
        box = self.house.notify.seals.seal({"kind": EMAIL, "address": address})
        return self.house.notify.contact_of(address), box

    def _mailed(self, contact_id: str) -> Mapping[str, str]:
        (mail,) = self.house.database["deliveries"].find({"contact_id": contact_id})
        return Opener(self.house.settings.box_private_keys).open(mail["box"])

    def _a_mail(self, situation: str) -> Known:
        report_id, address = random_id(), f"{next(self.numbers)}.{ADDRESS}"
        self.house.hear_of_a_report(report_id, address=address)
        named = subscription_id(report_id, self.house.notify.contact_of(address))
        match situation:
            case "stopped":
                self.house.notify.stop_messages(StopMessages(subscription_id=named))
            case "disowned":
                self.house.notify.disown_address(DisownAddress(subscription_id=named))
            case "closed":
                over = CaseClosed(reason=CloseReason.CONFIRMED)
                self.house.hear_of_its_case(over, version=3, report_id=report_id, status=CaseStatus.CLOSED)
            case "erased":
                self.erase(self.house.notify.confirm_address(ConfirmAddress(subscription_id=named)))
            case _:
                pass
        return Known(token=self._signed(named, -MINUTE if situation == "too old" else MINUTE))

    def _signed(self, subscription: str, stands_for: timedelta) -> str:
        return self._signed_for("subscription", {"s": subscription}, stands_for)

    def _signed_for(self, purpose: str, claims: Mapping[str, str], stands_for: timedelta) -> str:
        issuer = LinkIssuer(self.house.settings.session_private_key)
        return issuer.issue(purpose, claims, self.house.clock.now() + stands_for)

    def _try(self, door: Door, actor: str, known: Known) -> TestResponse:
        who, has_it = self.visitor(actor), actor == LINK
        token = known.token if has_it or known is self.nothing else known.token[::-1]
        path = door.path.replace("<token>", token).replace("<session_id>", known.session_id)
        path = re.sub("<(contact|proof|passkey)_id>", known.named, path)
        client = known.browser if has_it and "sign-in" in door.path else None
        form = {**door.form, **({"code": known.code} if door.path.endswith(("/code", "<proof_id>")) else {})}
        if door.path == "/me/sign-in":
            form["email"] = f"{next(self.numbers)}@nabo.example"
        if door.method == "GET":
            return (client or self.browsers.of(who)).get(path, headers=SAME_FOR_ALL, buffered=True)
        return self.browsers.send(who, path, form, client=client)

    def _nameless(self, said: str) -> str:
        for known in (self.nothing, *self.known.values()):
            for each in (known.token, known.token[::-1], known.session_id, known.named):
                said = said.replace(each, "·")
        return said


def doors() -> Iterator[Door]:
    """Every row of the file. The path is made when it is known who asks."""
    for row in rows_of("notify").values():
        yield Door(row=row, path=row.rule, form=FORMS.get(row.rule, {}))


FORMS: Mapping[str, Mapping[str, str]] = {
    "/language": {"language": "da", "next": "/me"},
    "/me": {"name": "Somebody", "language": "en"},
}
