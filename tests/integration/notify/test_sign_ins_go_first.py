"""However many messages wait, whoever signs in has their code next."""

import email
from collections.abc import Mapping
from typing import Any

from services.notify.domain.delivery import Status
from services.notify.handlers.send_messages import SendMessages
from tests.integration.notify.house import ADA, House
from tests.integration.notify.news import ROUTED

WAITING, BATCH = 5000, 25
RESIDENT = "resident@nabo.example"
ONE = SendMessages(limit=BATCH, seconds=0)
"""A turn that is over when one message was handed over, as with a mail server that takes long for it."""


def thousands_wait(house: House) -> None:
    """One mail that a topic brought about, and as many like it."""
    house.hear_of_a_report(address=RESIDENT)
    house.hear_of_its_case(ROUTED, version=2)
    (planned,) = house.database["deliveries"].find()
    house.database["deliveries"].insert_many([_like(planned, number) for number in range(WAITING - 1)])


def _like(planned: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {**planned, "_id": f"{planned['_id']}-{number}", "event_id": f"{planned['event_id']}-{number}"}


def waiting(house: House) -> int:
    return house.database["deliveries"].count_documents({"status": Status.PENDING.value})


def mailed(house: House) -> list[str]:
    """To whom, in the order in which the mail server took them."""
    return [str(email.message_from_string(each)["To"]) for each in house.server.taken]


def test_a_code_that_is_asked_for_last_goes_before_thousands(house: House) -> None:
    thousands_wait(house)
    house.browser().ask(ADA)
    house.send()
    assert mailed(house)[0] == ADA
    assert RESIDENT in mailed(house)
    assert len(house.mails(ADA)[0].code) == 6
    assert waiting(house) == WAITING + 1 - BATCH


def test_a_code_waits_for_what_is_being_handed_over_and_no_longer(house: House) -> None:
    thousands_wait(house)
    house.sending.send_messages(ONE)
    assert mailed(house) == [RESIDENT]
    assert waiting(house) == WAITING - 1, "the rest of the batch waits where it was"
    house.browser().ask(ADA)
    house.sending.send_messages(ONE)
    assert mailed(house) == [RESIDENT, ADA]


def test_ten_codes_go_and_nothing_between_them(house: House) -> None:
    thousands_wait(house)
    people = {f"asks-{number}@nabo.example" for number in range(10)}
    for person in people:
        house.browser().ask(person)
    for _ in people:
        house.sending.send_messages(ONE)
    assert set(mailed(house)) == people
    assert waiting(house) == WAITING
