"""What forms and receipts say to whoever leaves a phone number, where text messages are sent and where they are not."""

from dataclasses import replace

from services.intake.entrypoints.web.app import make_intake_app
from tests.factories.templates import quick
from tests.integration.intake.office import Office, send

LAMP = {"category": "street_light", "text": "The lamp is out.", "address": "Nygade 1", "consent": "yes"}


def test_where_text_messages_are_sent_whoever_leaves_a_number_is_promised_them(office: Office) -> None:
    texting = replace(office.settings, sends_sms=True)
    with quick(make_intake_app(texting, office.intake, office.stores)).test_client() as browser:
        assert "cannot send text messages" not in browser.get("/report").text
        done = browser.get(send(browser, **LAMP, contact="32 12 34 56").headers["Location"]).text
    assert "We send you text messages" in done
    assert "We send you a text message within minutes" in done
    assert "nothing comes to your phone" not in done
    assert office.box_of(office.documents()[0]["_id"])["address"] == "+4532123456"


def test_a_number_at_which_nobody_is_reached_is_said_beside_the_field(office: Office) -> None:
    with office.client() as browser:
        for number in ("112", "90 12 34 56"):
            refused = send(browser, **LAMP, contact=number)
            assert refused.status_code == 422
            assert "Give the number of an ordinary phone." in refused.text
    assert office.documents() == []


def test_one_number_written_in_several_ways_is_one_contact(office: Office) -> None:
    for number in ("32 12 34 56", "+45 32 12 34 56", "004532123456", "(32) 12-34-56"):
        office.tell(contact={"phone": number})
    assert len({document["state"]["contact_id"] for document in office.documents()}) == 1
