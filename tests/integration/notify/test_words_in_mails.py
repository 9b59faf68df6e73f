"""A canary in what staff write: who is mailed it may read it, and no log or history sings it."""

import json

import pytest

from services.notify.domain.subscription import subscription_id
from services.notify.handlers.confirm_address import ConfirmAddress
from shared.events.triage import MessageWritten
from shared.ids import random_id
from tests.integration.notify.house import SECRET, House
from tests.integration.notify.rounds import publish

WORDS = "canary-words"
RECIPIENTS = ("theirs@nabo.example", "somebodys@nabo.example", "worried@nabo.example")


def writes(house: House, address: str, *, is_theirs: bool, **state: object) -> None:
    """Staff write to somebody about their report."""
    report_id = random_id()
    house.hear_of_a_report(report_id, address=address)
    if is_theirs:
        named = subscription_id(report_id, house.notify.contact_of(address))
        house.notify.confirm_address(ConfirmAddress(subscription_id=named))
    wrote = MessageWritten(to="reporter", text=f"{WORDS} for {address}")
    house.hear_of_its_case(wrote, version=2, report_id=report_id, **state)


def test_R14_words_are_mailed_to_whose_address_it_is_and_never_of_what_is_sensitive(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    writes(house, "theirs@nabo.example", is_theirs=True)
    writes(house, "somebodys@nabo.example", is_theirs=False)
    writes(house, "worried@nabo.example", is_theirs=True, sensitive=True)
    house.send()
    mailed = {to: "".join(each.message.as_string() for each in house.mails(to)) for to in RECIPIENTS}
    assert all(mailed.values())
    assert [to for to, said in mailed.items() if WORDS in said] == ["theirs@nabo.example"]
    assert not [to for to, said in mailed.items() for other in RECIPIENTS if other != to and other in said]
    publish(house)
    names = [name for name in house.database.list_collection_names() if name.endswith(".history")]
    told = json.dumps([list(house.database[name].find()) for name in names], default=str)
    assert not [canary for canary in (WORDS, SECRET, *RECIPIENTS) if canary in told + "".join(capfd.readouterr())]
