"""Somebody with a mail address and a phone: which way news goes, on a real database and over a real gateway."""

from services.notify.domain.delivery import Channel, Status, Why
from services.notify.domain.preferences import Pace, Preferences
from services.notify.handlers.choose_contact import ChooseContact
from services.notify.handlers.choose_preferences import ChoosePreferences
from shared.events import triage
from tests.contract.ports.sms_server import OK
from tests.factories.notify import NOON
from tests.integration.notify.phones import Phones, with_both
from tests.integration.notify.texting import gateway, phones, settings

__all__ = ["gateway", "phones", "settings"]


def chooses_the_phone(phones: Phones) -> None:
    number = phones.house.contact_of(OK, "phone")
    phones.house.notify.reaching.choose_contact(ChooseContact(person_id="ada-id", contact_id=number))


def turns(phones: Phones) -> None:
    """What goes another way is found there."""
    for _ in range(2):
        phones.send()
        phones.house.send()


def news_by_phone(phones: Phones) -> tuple[int, int]:
    """How many text messages and mails it makes that a report with her number gets on."""
    texts, mails = len(phones.texts), len(phones.house.mails())
    phones.report()
    turns(phones)
    return len(phones.texts) - texts, len(phones.house.mails()) - mails


def test_mail_is_the_usual_way_also_for_a_report_that_came_with_the_number(phones: Phones) -> None:
    with_both(phones)
    assert news_by_phone(phones) == (0, 1)


def test_whoever_chose_the_phone_is_texted_and_reads_it_among_their_messages(phones: Phones) -> None:
    browser = with_both(phones)
    chooses_the_phone(phones)
    assert news_by_phone(phones) == (1, 0)
    shown = browser.get("/me/messages").text
    assert "A text message" in shown
    assert phones.texts[-1].split(" http")[0][:40] in shown


def test_after_stop_the_chosen_number_is_silent_and_mail_goes_on(phones: Phones) -> None:
    with_both(phones)
    chooses_the_phone(phones)
    assert phones.answer("STOP") == 204
    phones.send()
    assert news_by_phone(phones) == (0, 1)


def test_not_at_all_holds_for_the_phone_too(phones: Phones) -> None:
    with_both(phones)
    chooses_the_phone(phones)
    wish = Preferences(reports=Pace.NEVER)
    phones.house.notify.reaching.choose_preferences(ChoosePreferences(person_id="ada-id", wish=wish))
    assert news_by_phone(phones) == (0, 0)
    (kept,) = phones.house.database["deliveries"].find({"message": "routed"})
    assert (kept["status"], kept["why"], kept["channel"]) == (Status.SUPPRESSED, Why.SWITCHED_OFF, Channel.SMS)
    assert kept["copy"]


def test_where_the_gateway_refuses_us_who_comes_to_the_door_is_told_by_mail_once(phones: Phones) -> None:
    with_both(phones)
    chooses_the_phone(phones)
    phones.report()
    turns(phones)
    texts, mails = len(phones.texts), len(phones.house.mails())
    phones.gateway.is_shut = True
    accepted = triage.InvitationAccepted(person_id="alma", expected_by=NOON)
    phones.house.hear_of_its_case(accepted, version=3)
    assert phones.send() == [(Status.PENDING, Why.CHANNEL_REFUSES)]
    turns(phones)
    assert (len(phones.texts) - texts, len(phones.house.mails()) - mails) == (0, 1)
    phones.gateway.is_shut = False
    turns(phones)
    assert (len(phones.texts) - texts, len(phones.house.mails()) - mails) == (0, 1)
