"""Several addresses of one person, over HTTP: adding, choosing, removing, and what a stranger gets out of it."""

from services.notify.adapters.mongo_people import NAME
from shared.mongo.aggregates import Aggregates
from tests.factories.notify import REFERENCE
from tests.integration.notify.house import ADA, Browser, House
from tests.integration.notify.news import ROUTED_TODAY

WORK = "ada@work.example"
EVE = "eve@nabo.example"


def asks_to_add(browser: Browser, address: str = WORK) -> str:
    """Gives the page on which the code is typed."""
    answer = browser.post("/me/contacts/add", email=address)
    assert answer.status_code == 303
    return str(answer.location)


def adds(house: House, browser: Browser, address: str = WORK) -> None:
    page = asks_to_add(browser, address)
    assert browser.post(page, code=house.newest(address).code).status_code == 303


def signed_in(house: House, address: str = ADA) -> Browser:
    browser = house.browser()
    browser.sign_in(house, address)
    return browser


def owner_of(house: House, address: str) -> str | None:
    owner = house.notify.people.owner_of(house.notify.contact_of(address))
    return owner.id if owner else None


def test_an_address_is_added_by_its_code_and_signs_in_to_the_same_page(house: House) -> None:
    house.register("ada-id", ADA, "Ada")
    browser = signed_in(house)
    page = asks_to_add(browser)
    assert WORK in browser.get(page).text
    mail = house.newest(WORK)
    assert "Is this address yours?" in mail.subject
    assert mail.message["List-Unsubscribe"] is None
    assert browser.post(page, code=mail.code).location == "/me/contacts"
    shown = browser.get("/me/contacts").text
    assert WORK in shown
    assert "is confirmed, and yours" in shown
    elsewhere = signed_in(house, WORK)
    assert "Hello, Ada" in elsewhere.get("/me").text


def test_mails_go_to_the_one_that_they_chose_and_signing_in_works_with_both(house: House) -> None:
    house.register("ada-id", ADA)
    house.hear_of_a_report()
    browser = signed_in(house)
    adds(house, browser)
    contact = house.notify.contact_of(WORK)
    assert browser.post(f"/me/contacts/{contact}/choose", on="/me/contacts").status_code == 303
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.send()
    assert REFERENCE in house.mails(WORK)[-1].subject
    assert not any(REFERENCE in each.subject for each in house.mails(ADA))


def test_removing_gives_the_address_free_and_the_last_one_stays(house: House) -> None:
    house.register("ada-id", ADA)
    browser = signed_in(house)
    adds(house, browser)
    old, new = house.notify.contact_of(ADA), house.notify.contact_of(WORK)
    assert "Remove ada@nabo.example?" in browser.get(f"/me/contacts/{old}/remove").text
    assert browser.post(f"/me/contacts/{old}/remove").status_code == 303
    assert (owner_of(house, ADA), owner_of(house, WORK)) == (None, "ada-id")
    refused = browser.post(f"/me/contacts/{new}/remove")
    assert refused.status_code == 409
    assert "the only address that you confirmed" in refused.text
    told = [event["type"] for each in Aggregates(house.database, NAME).pending(9) for event in each.events]
    assert told[-1] == "notify.contact.removed.v1"
    assert house.database["people"].find_one({"_id": "ada-id"})["public"]["contact_ids"] == [new]  # type: ignore[index]


def test_an_address_of_somebody_else_looks_like_any_other_until_its_mail_is_read(house: House) -> None:
    house.register("eve-id", EVE, "Eve")
    house.register("ada-id", ADA, "Ada")
    browser = signed_in(house)
    page, unknown = asks_to_add(browser, EVE), asks_to_add(browser, WORK)
    shown = [browser.get(each).text.replace(EVE, "?").replace(WORK, "?") for each in (page, unknown)]
    assert len(shown[0]) == len(shown[1])
    wrong = [browser.post(each, code="000000") for each in (page, unknown)]
    assert [each.status_code for each in wrong] == [422, 422]
    answer = browser.post(page, code=house.newest(EVE).code)
    assert answer.status_code == 409
    assert "signs in to another page of its own" in answer.text
    assert "Eve" not in answer.text
    assert owner_of(house, EVE) == "eve-id"


def test_a_stranger_gains_nothing_and_sends_a_few_plain_mails_at_most(house: House) -> None:
    house.register("eve-id", EVE, "Eve")
    stranger = signed_in(house, EVE)
    for _ in range(7):
        asks_to_add(stranger, ADA)
        house.send()
    assert len(house.mails(ADA)) == 3
    for mail in house.mails(ADA):
        assert "Eve" not in mail.text
        assert EVE not in mail.text


def test_this_was_not_me_takes_a_button_and_stops_these_mails_alone_R17(house: House) -> None:
    house.register("eve-id", EVE)
    stranger = signed_in(house, EVE)
    asks_to_add(stranger, ADA)
    page = house.newest(ADA).path("/me/contacts/not-mine/")
    somebody = house.browser()
    for _ in range(3):
        assert "Did somebody else type your address?" in somebody.get(page).text
    assert somebody.post(page).status_code == 303
    assert "Nobody can have you asked again" in somebody.get(page).text
    asks_to_add(stranger, ADA)
    house.send()
    assert len(house.mails(ADA)) == 1
    owner = signed_in(house, ADA)
    assert owner.get("/me").status_code == 200
    assert somebody.post(f"{page}/allow", on=page).status_code == 303
    asks_to_add(stranger, ADA)
    house.send()
    assert len([each for each in house.mails(ADA) if "Is this address yours?" in each.subject]) == 2
    assert somebody.get(f"{page}x").status_code == 410
