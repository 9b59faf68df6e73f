"""Notify in a test's hands: a database of one's own, topics that say what it wants, and mails as people read them."""

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from pymongo.database import Database
from werkzeug.test import TestResponse

from services.notify.bootstrap import Notify, Sending
from services.notify.bootstrap import Stores as NotifyStores
from services.notify.domain.somebody import Address
from services.notify.entrypoints.consumers import intake_reports, triage_cases, triage_people
from services.notify.handlers.register_person import RegisterPerson
from services.notify.handlers.send_messages import SendMessages
from services.notify.ports.messages import Result
from services.notify.settings import Settings
from shared.clock import StoppedClock
from shared.events.event import Received, Recorded
from shared.events.intake import Channel, Consent, ReportReceived, ReportState
from shared.events.triage import CaseState
from shared.events.triage_people import Grant, RoleGranted, RolesState
from shared.ids import case_of, random_id
from shared.kafka.handling import merged
from shared.mongo.connect import Document
from tests.contract.ports.mail_server import MailServer
from tests.factories.notify import NOON, REPORT, case_state, report_state

ADA = "ada@nabo.example"
SECRET = "s3cret-of-the-personal-page"
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_CODE = re.compile(r"^(\d{3}) (\d{3})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, as its reader sees it."""

    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def path(self, part: str) -> str:
        """The path of the first link that holds this part."""
        link = next(each for each in self.text.split() if part in each and each.startswith("http"))
        parts = urlsplit(link)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def code(self) -> str:
        found = _CODE.search(self.text)
        assert found
        return found[1] + found[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    settings: Settings
    notify: Notify
    stores: NotifyStores
    sending: Sending
    app: Flask
    database: Database[Document]
    server: MailServer
    clock: StoppedClock

    def browser(self, user_agent: str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") -> "Browser":
        return Browser(self.app.test_client(), user_agent)

    def hear(self, event: Received) -> None:
        """What a topic brings."""
        handlers = merged(*(topic.handlers(self.notify) for topic in (intake_reports, triage_cases, triage_people)))
        handlers[type(event.happened)](event)

    def told(
        self,
        happened: object,
        *,
        state: object,
        subject: str,
        version: int,
        event_id: str | None = None,
        by: str = "triage",
    ) -> Received:
        recorded = Recorded(
            id=event_id or random_id(),
            version=version,
            at=self.clock.now(),
            by=by,
            correlation_id="correlation-1",
            happened=happened,
        )
        return Received(subject=subject, recorded=recorded, state=state, state_version=version)

    def hear_of_a_report(
        self, report_id: str = REPORT, *, address: str | None = ADA, kind: str = "email", **state: object
    ) -> None:
        """Intake tells of a report, with the reporter's address in its box."""
        contact = {"kind": kind, "address": address or "", "language": "en", "secret": SECRET}
        contact_id = self.contact_of(address, kind) if address else None
        known: ReportState = report_state(language="en", contact_id=contact_id, **state)
        received = ReportReceived(
            reference=known.reference,
            category=known.category,
            channel=Channel.WEB,
            language="en",
            at_home=known.at_home,
            consent=Consent(),
            private=known.private,
            reported_at=NOON,
            contact_id=contact_id,
            sealed_contact=self.notify.seals.seal(contact) if address else None,
        )
        self.hear(self.told(received, state=known, subject=report_id, version=1, by="reporter"))

    def contact_of(self, address: str, kind: str = "email") -> str:
        return self.notify.contact_of(address) if kind == "email" else self.notify.texting.number_of(address)[1]

    def hear_of_its_case(self, happened: object, *, version: int, report_id: str = REPORT, **state: object) -> None:
        """Triage tells what happened to its case."""
        known: CaseState = case_state(report_id=report_id, category="street_light", team="works", **state)
        event_id = f"event-{report_id}-{version}"
        self.hear(self.told(happened, state=known, subject=case_of(report_id), version=version, event_id=event_id))

    def grant(self, person_id: str, *grants: Grant) -> None:
        """Triage gives somebody roles."""
        granted = RoleGranted(role=grants[0].role, team=grants[0].team)
        self.hear(self.told(granted, state=RolesState(grants=list(grants)), subject=person_id, version=1))

    def register(self, person_id: str, address: str, name: str = "", *, kind: str = "email") -> None:
        box = self.notify.seals.seal({"kind": kind, "address": address})
        known = Address(contact_id=self.contact_of(address, kind), kind=kind, box=box)
        self.notify.register_person(
            RegisterPerson(person_id=person_id, address=known, language="en", at=self.clock.now(), name=name, by="test")
        )

    def send(self) -> Sequence[Result]:
        """What the worker's loop does in one turn."""
        return self.sending.send_messages(SendMessages())

    def mails(self, to: str = ADA) -> list[Mail]:
        """Everything that arrived there, oldest first."""
        read = [email.message_from_string(each, policy=email.policy.default) for each in self.server.taken]
        return [mail for each in read if (mail := Mail(each)).to == to]

    def newest(self, to: str = ADA) -> Mail:
        """Send what is due, and read the newest mail."""
        self.send()
        return self.mails(to)[-1]


class Browser:
    """Somebody's browser: keeps cookies, and sends a form with its token as the page has it."""

    def __init__(self, client: FlaskClient, user_agent: str) -> None:
        self.client = client
        self._headers = {"User-Agent": user_agent, "Accept-Language": "en"}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={**self._headers, **headers}, buffered=True)

    def post(self, path: str, *, on: str | None = None, **fields: str) -> TestResponse:
        """Press a button on the page `on`, or on the page of the same address."""
        token = _TOKEN.search(self.get(on or path).text)
        sent = {**fields, **({"form_token": token[1]} if token else {})}
        return self.client.post(path, data=sent, headers=self._headers, buffered=True)

    def ask(self, address: str = ADA, **fields: str) -> TestResponse:
        """Ask for a mail to sign in with."""
        return self.post("/me/sign-in", email=address, **fields)

    def sign_in(self, house: House, address: str = ADA) -> TestResponse:
        self.ask(address)
        house.send()
        newest = next(mail for mail in reversed(house.mails(address)) if _CODE.search(mail.text))
        return self.post("/me/sign-in/code", code=newest.code)
