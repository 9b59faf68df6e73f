"""Journey: somebody without mail reports with a phone number, reads on the phone how it stands, and says stop there."""

import random
from collections.abc import Sequence
from http.client import HTTPConnection
from urllib.parse import urlencode

from deploy.local.sms_phones import TO_PHONE, Message, Phones
from deploy.local.waiting import wait_until
from tests.e2e.journeys.acts import Trouble, reports
from tests.e2e.journeys.conftest import PHONE, Window
from tests.e2e.town.town import Town

LAMP = Trouble(category="Street lamp", text="The lamp is dark.", address="Vuorikatu 5", neighbours=False)
SECONDS = 30.0


def texts_to(town: Town, number: str) -> Sequence[Message]:
    """What was sent to this phone, oldest first."""
    kept = Phones(town.stack.plan.layout.sms).all()
    return [each for each in kept if each.phone == number and each.direction == TO_PHONE]


def answers_as_the_phone(town: Town, number: str, text: str) -> str:
    """On the page of the stand-in; where that leads."""
    line = HTTPConnection("127.0.0.1", town.stack.plan.ports.sms, timeout=10)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/answer", body=urlencode({"phone": number, "text": text}), headers=headers)
        return line.getresponse().headers["Location"]
    finally:
        line.close()


def test_a_report_with_a_phone_number_is_followed_from_the_phone(town: Town, window: Window) -> None:
    digits = f"{random.randrange(10**7):07}"  # noqa: S311 -- a phone that nobody had before
    number = f"+35840{digits}"
    reporter = window(size=PHONE, scripts=False)
    told = reports(reporter, LAMP, f"040 {digits[:3]} {digits[3:]}")
    reporter.sees("We send you text messages")

    wait_until(lambda: len(texts_to(town, number)) == 1, seconds=SECONDS, what="the first text message")
    (first,) = texts_to(town, number)
    assert "the lighting team has it" in first.text
    link = next(word for word in first.text.split() if "/my/" in word)
    reporter.goes_to(link).sees(told.reference)

    assert answers_as_the_phone(town, number, "stop") == "/"
    wait_until(lambda: len(texts_to(town, number)) == 2, seconds=SECONDS, what="a word that nothing more comes")
    assert texts_to(town, number)[-1].text.startswith("No more texts from Nabo Kluuvi")
