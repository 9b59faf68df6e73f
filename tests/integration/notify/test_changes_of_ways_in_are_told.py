"""Whoever got into a page cannot add or remove an address or add a passkey without its owner hearing of it."""

from services.notify.domain.passkeys import COUNTS_AFTER
from tests.fakes.authenticator import Device
from tests.integration.notify.house import ADA, Browser, House, Mail
from tests.integration.notify.strict import add_passkey, strict

WORK = "ada@work.example"


def signed_in(house: House) -> Browser:
    house.register("ada", ADA, "Ada")
    browser = house.browser()
    browser.sign_in(house)
    return browser


def adds(house: House, browser: Browser, address: str = WORK) -> None:
    page = browser.post("/me/contacts/add", email=address).location
    assert browser.post(page, code=house.newest(address).code).status_code == 303


def told(house: House, to: str = ADA) -> list[Mail]:
    house.send()
    return [mail for mail in house.mails(to) if "your page" in mail.subject]


def test_the_address_from_before_hears_of_the_new_one_and_the_new_one_of_nothing(house: House) -> None:
    adds(house, signed_in(house))
    (mail,) = told(house)
    assert mail.subject == "An address was added to your page"
    for said in ("just added another address for mail", "sign out everywhere", "change the password of your mailbox"):
        assert said in " ".join(mail.text.split())
    for address in (ADA, WORK):
        assert address not in mail.text
    assert told(house, WORK) == []


def test_an_address_that_goes_hears_of_it_as_well_as_the_one_that_stays(house: House) -> None:
    browser = signed_in(house)
    adds(house, browser)
    removing = f"/me/contacts/{house.contact_of(ADA)}/remove"
    assert browser.post(removing).status_code == 303
    for address in (ADA, WORK):
        assert told(house, address)[-1].subject == "An address was removed from your page"


def test_no_wish_silences_it(house: House) -> None:
    browser = signed_in(house)
    never = {"reports": "never", "calls": "never", "thanks": "never", "zone": "Europe/Helsinki"}
    quiet = {"quiet_from": "00:00", "quiet_until": "23:59", "daily_at": ""}
    assert browser.post("/me/preferences", **never, **quiet).status_code == 303
    adds(house, browser)
    assert len(told(house)) == 1


def test_a_passkey_is_told_and_is_new_for_a_day(house: House) -> None:
    here = strict(house)
    browser = signed_in(here)
    add_passkey(browser, Device())
    assert [mail.subject for mail in told(here)] == ["A passkey was added to your page"]
    assert "It is new: until" in browser.get("/me/passkeys").text
    assert "Your passkey is new" in browser.get("/me/stronger").text
    here.clock.advance(COUNTS_AFTER)
    browser.sign_in(here)
    assert "It is new" not in browser.get("/me/passkeys").text
    assert "Your passkey is new" not in browser.get("/me/stronger").text


def test_what_was_refused_is_not_told(house: House) -> None:
    house.register("eve", WORK, "Eve")
    browser = signed_in(house)
    page = browser.post("/me/contacts/add", email=WORK).location
    assert browser.post(page, code=house.newest(WORK).code).status_code == 409
    assert told(house) == told(house, WORK) == []
