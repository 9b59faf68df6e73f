"""A house that texts: a gateway between it and people's phones, which a test lets tell and answer."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from services.notify.bootstrap import Sending
from services.notify.domain.delivery import Status
from services.notify.entrypoints.web.signed import signature_of
from services.notify.handlers.send_messages import SendMessages
from services.notify.ports.messages import Result
from shared.events import triage
from shared.events.place import Place
from tests.contract.ports.sms_server import OK, SmsServer
from tests.factories.notify import NOON
from tests.integration.notify.house import ADA, Browser, House
from tests.integration.notify.news import ROUTED

KEY = b"k" * 32
RECEIPTS, INBOUND = "/api/notify/v1/sms/receipts", "/api/notify/v1/sms/inbound"


@dataclass(frozen=True, slots=True)
class Phones:
    """A house that texts, and the gateway between it and people's phones."""

    house: House
    sending: Sending
    gateway: SmsServer

    def report(self, number: str = OK, *, sensitive: bool = False) -> None:
        """Somebody reports with this number, and it is decided who has it."""
        self.house.hear_of_a_report(address=number, kind="phone", sensitive=sensitive)
        self.house.hear_of_its_case(ROUTED, version=2, sensitive=sensitive)

    def send(self) -> list[tuple[Status, str | None]]:
        return [(each.status, each.why) for each in self.results()]

    def results(self) -> Sequence[Result]:
        return self.sending.send_messages(SendMessages())

    @property
    def texts(self) -> list[str]:
        return [each["text"] for each in self.gateway.taken]

    @property
    def kept(self) -> dict[str, Any]:
        (found,) = self.house.database["deliveries"].find()
        return found

    def tell(self, path: str, body: object) -> int:
        return self.post(path, json.dumps(body).encode()).status_code

    def post(self, path: str, body: bytes, *, key: bytes = KEY, at: float = 0.0, **headers: str) -> TestResponse:
        sent_at = str(int(time.time() + at))
        signed = {
            "webhook-id": "w-1",
            "webhook-timestamp": sent_at,
            "webhook-signature": signature_of(key, "w-1", sent_at, body),
        }
        told = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.house.app.test_client().post(
            path, data=body, headers=told, content_type="application/json", buffered=True
        )

    def receipt(self, status: str, reference: str | None = None) -> int:
        return self.tell(RECEIPTS, {"reference": reference or self.kept["reference"], "status": status})

    def answer(self, text: str, *, of: str = OK, name: str = "in-1") -> int:
        return self.tell(INBOUND, {"id": name, "from": of, "to": "Nabo", "text": text})


def invited(phones: Phones) -> str:
    """A helper with a number is asked by SMS; the number of the question."""
    phones.house.register("alma", OK, "Alma", kind="phone")
    phones.house.hear_of_a_report(address=None)
    asked = triage.HelperInvited(
        person_id="alma",
        invitation_id="i-1",
        wave=1,
        expires_at=NOON + timedelta(hours=2),
        task="Could you shovel snow?",
        area=triage.Circle(centre=Place(lat=60.17, long=24.94), radius_m=300),
        distance_band_m=[200, 400],
        minutes=30,
        why_me=[],
        risks=[],
    )
    phones.house.hear_of_its_case(asked, version=2)
    assert phones.send() == [(Status.SENT, None)]
    (text,) = phones.texts
    return text.split("Reply YES ")[1][:4]


def with_both(phones: Phones) -> Browser:
    """Ada adds a number to her address, by the code that is texted to it."""
    phones.house.register("ada-id", ADA, "Ada")
    browser = phones.house.browser()
    browser.sign_in(phones.house)
    asked = browser.post("/me/contacts/add", phone=OK)
    assert asked.status_code == 303
    assert phones.send() == [(Status.SENT, None)]
    code = phones.texts[-1].split(": ", 1)[1][:7]
    assert browser.post(asked.location, code=code).status_code == 303
    phones.house.send()  # Her address hears of the number.
    return browser
