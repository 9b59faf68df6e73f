"""A mobile number beside one's addresses: added by the code of a text message, where text messages go out."""

import pytest

from services.notify.domain.delivery import Audience, Channel, Recipient, Status
from services.notify.ports.messages import Result
from tests.factories.notify import NOON, delivery
from tests.factories.notify_pages import Pages, contact_of
from tests.fakes.notify_people import GlassBoxes

ADA, NUMBER = "ada@nabo.example", "+358401234567"
ADAS = contact_of(ADA)


@pytest.fixture
def pages() -> Pages:
    made = Pages(offers_phones=True)
    made.register("ada", ADA)
    return made


def test_a_number_is_added_by_the_code_of_a_text_message_and_may_be_chosen(pages: Pages) -> None:
    browser = pages.browser("ada")
    assert "Or a mobile number" in browser.get("/me/contacts/add").text
    answer = browser.post("/me/contacts/add", phone="040 123 4567")
    assert answer.status_code == 303
    (sent,) = pages.house.deliveries.all
    assert (sent.channel, sent.to.contact_id) == (Channel.SMS, contact_of(NUMBER))
    asked = browser.get(answer.location).text
    assert f"Look at the phone with {NUMBER}" in asked
    assert browser.post(answer.location, code=pages.house.mailed()["code"]).status_code == 303
    assert pages.addresses("ada") == [ADA, NUMBER]
    person = pages.house.people.get("ada").state
    assert (person.reached_at, person.contacts[contact_of(NUMBER)].kind) == (ADAS, "phone")
    assert browser.post(f"/me/contacts/{contact_of(NUMBER)}/choose", on="/me/contacts").status_code == 303
    assert pages.house.people.by_sms(["ada"]) == {"ada"}
    assert browser.post(f"/me/contacts/{ADAS}/remove").status_code == 409


@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "Type the mobile number."),
        ("lamp", "A mobile number looks like"),
        ("0" * 99, "A mobile number looks like"),
        ("112", "At short numbers"),
        ("0800 1 2345", "At short numbers"),
        ("+1 876 555 0123", "numbers of some countries only"),
        ("+62 812 3456 7890", "numbers of some countries only"),
    ],
)
def test_what_is_no_mobile_number_is_said_and_nothing_is_sent(pages: Pages, typed: str, said: str) -> None:
    answer = pages.browser("ada").post("/me/contacts/add", phone=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert pages.house.deliveries.all == []


def test_without_a_gateway_no_number_can_be_added() -> None:
    pages = Pages()
    pages.register("ada", ADA)
    browser = pages.browser("ada")
    assert "mobile number" not in browser.get("/me/contacts/add").text
    assert browser.post("/me/contacts/add", phone=NUMBER).status_code == 422
    assert pages.house.deliveries.all == []


def test_a_text_message_stands_among_the_messages_without_a_subject(pages: Pages) -> None:
    told = delivery("e1", to=Recipient(person_id="ada"), audience=Audience.HELPER, channel=Channel.SMS)
    pages.house.deliveries.plan([told])
    claim = pages.house.deliveries.claim(9, at=NOON, channel=Channel.SMS)
    copy = GlassBoxes().seal({"subject": "", "body": "Snow on the path.", "quote": "", "button": "", "url": ""})
    pages.house.deliveries.settle(claim, [Result(delivery=told, status=Status.SENT, at=NOON, copy=copy)])
    shown = pages.browser("ada").get("/me/messages").text
    assert "A text message" in shown
    assert "<p>Snow on the path.</p>" in shown
