"""The pages on which people say how they are reached: whom they let do what, and what they say when that cannot be."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Status, Why
from services.notify.domain.preferences import Pace, Preferences
from tests.factories.notify import NOON
from tests.factories.notify_pages import Browser, Pages, contact_of
from tests.factories.notify_told import ADA, EVE, WORK, tell

ADAS = contact_of(ADA)
CHOSEN = {"reports": "at_once", "calls": "at_once", "thanks": "at_once", "zone": "Europe/Helsinki"}


@pytest.fixture
def pages() -> Pages:
    made = Pages()
    made.register("ada", ADA)
    return made


def asks_to_add(browser: Browser, address: str = WORK) -> str:
    """Gives the page on which the code is typed."""
    answer = browser.post("/me/contacts/add", email=address)
    assert answer.status_code == 303
    return str(answer.location)


def code_of(pages: Pages) -> str:
    return pages.house.mailed()["code"]


def adds(pages: Pages, address: str = WORK) -> None:
    browser = pages.browser("ada")
    page = asks_to_add(browser, address)
    assert browser.post(page, code=code_of(pages)).status_code == 303


def test_an_address_is_added_by_its_code(pages: Pages) -> None:
    browser = pages.browser("ada")
    page = asks_to_add(browser)
    assert WORK in browser.get(page).text
    answer = browser.post(page, code=code_of(pages))
    assert (answer.status_code, answer.location) == (303, "/me/contacts")
    shown = browser.get("/me/contacts").text
    assert f"{WORK} is confirmed, and yours." in shown
    assert pages.addresses("ada") == [ADA, WORK]


def test_they_choose_which_one_is_written_to(pages: Pages) -> None:
    adds(pages)
    browser = pages.browser("ada")
    assert browser.post(f"/me/contacts/{contact_of(WORK)}/choose", on="/me/contacts").status_code == 303
    assert f"From now on we write to {WORK}." in browser.get("/me/contacts").text
    assert pages.house.people.get("ada").state.reached_at == contact_of(WORK)


def test_an_address_is_removed_and_the_last_one_stays(pages: Pages) -> None:
    browser = pages.browser("ada")
    assert "/remove" not in browser.get("/me/contacts").text
    refused = browser.post(f"/me/contacts/{ADAS}/remove")
    assert refused.status_code == 409
    assert "the only address that you confirmed" in refused.text
    adds(pages)
    assert f"Remove {ADA}?" in browser.get(f"/me/contacts/{ADAS}/remove").text
    assert pages.addresses("ada") == [ADA, WORK]
    assert browser.post(f"/me/contacts/{ADAS}/remove").status_code == 303
    assert pages.addresses("ada") == [WORK]


def test_adding_and_removing_take_a_fresh_sign_in_and_looking_does_not(pages: Pages) -> None:
    browser = pages.browser("ada")
    pages.house.clock.advance(timedelta(minutes=16))
    assert browser.get("/me/contacts").status_code == 200
    for path in ("/me/contacts/add", f"/me/contacts/{ADAS}/remove"):
        assert browser.get(path).location.startswith("/me/sign-in")
        assert browser.post(path, on="/me/preferences", email=WORK).location.startswith("/me/sign-in")
    assert pages.house.deliveries.all == []


def test_an_address_of_somebody_else_looks_like_any_other_until_its_mail_is_read(pages: Pages) -> None:
    pages.register("eve", EVE)
    browser = pages.browser("ada")
    taken = asks_to_add(browser, EVE)
    code = code_of(pages)
    unknown = asks_to_add(browser, WORK)
    shown = [browser.get(each).text.replace(EVE, "?").replace(WORK, "?") for each in (taken, unknown)]
    assert len(shown[0]) == len(shown[1])
    assert [browser.post(each, code="999999").status_code for each in (taken, unknown)] == [422, 422]
    answer = browser.post(taken, code=code)
    assert answer.status_code == 409
    assert "signs in to another page of its own" in answer.text
    assert pages.addresses("eve") == [EVE]


def test_five_wrong_codes_are_the_end_of_it(pages: Pages) -> None:
    browser = pages.browser("ada")
    page = asks_to_add(browser)
    for _ in range(5):
        assert "not the code that we sent last" in browser.post(page, code="999999").text
    assert browser.post(page, on="/me/preferences", code=code_of(pages)).status_code == 410
    assert "too old" in browser.get(page).text


@pytest.mark.parametrize("typed", ["", "12345", "abcdef"])
def test_what_is_no_code_is_said_and_does_not_count(pages: Pages, typed: str) -> None:
    browser = pages.browser("ada")
    page = asks_to_add(browser)
    for _ in range(6):
        assert browser.post(page, code=typed).status_code == 422
    assert browser.post(page, code=code_of(pages)).status_code == 303


@pytest.mark.parametrize(
    "typed",
    ["", "ada", "ada@w\u043erk.example", "ada@work.example\nBcc: eve@nabo.example", "a" * 300 + "@x.example", ADA],
)
def test_what_is_no_new_address_is_said_and_nothing_is_sent(pages: Pages, typed: str) -> None:
    answer = pages.browser("ada").post("/me/contacts/add", email=typed)
    assert answer.status_code == 422
    assert "One thing is not right yet" in answer.text
    assert pages.house.deliveries.all == []


def test_nobody_is_made_to_write_to_strangers_all_day(pages: Pages) -> None:
    browser = pages.browser("ada")
    for number in range(10):
        asks_to_add(browser, f"somebody{number}@work.example")
    answer = browser.post("/me/contacts/add", email=WORK)
    assert answer.status_code == 409
    assert "Try again tomorrow" in answer.text


def test_nobody_sees_or_changes_another_persons_address(pages: Pages) -> None:
    pages.register("eve", EVE)
    eve = pages.browser("eve")
    assert ADA not in eve.get("/me/contacts").text
    assert eve.get(f"/me/contacts/{ADAS}/remove").status_code == 404
    assert eve.post(f"/me/contacts/{ADAS}/choose", on="/me/preferences").status_code == 404
    assert eve.get(asks_to_add(pages.browser("ada"))).status_code == 404
    for path in ("/me/contacts", "/me/preferences", "/me/messages"):
        assert pages.browser().get(path).location.startswith("/me/sign-in")


def test_another_session_of_the_same_person_cannot_use_the_code(pages: Pages) -> None:
    page = asks_to_add(pages.browser("ada"))
    pages.signs_in("ada", "elsewhere")
    assert pages.browser("elsewhere").post(page, code=code_of(pages)).status_code == 410
    assert pages.addresses("ada") == [ADA]


def test_this_was_not_me_takes_a_button_and_can_be_taken_back_R17(pages: Pages) -> None:
    page, somebody = f"/me/contacts/not-mine/{pages.link('adding', c=contact_of(WORK))}", pages.browser()
    for _ in range(3):
        assert "Did somebody else type your address?" in somebody.get(page).text
    assert pages.house.disowned.known == set()
    assert somebody.post(page).status_code == 303
    assert "Nobody can have you asked again" in somebody.get(page).text
    assert pages.house.disowned.known == {f"{contact_of(WORK)}:adding"}
    assert somebody.post(f"{page}/allow", on=page).status_code == 303
    assert pages.house.disowned.known == set()


def test_links_for_one_thing_open_no_other_and_none_that_was_altered(pages: Pages) -> None:
    adding, kind = pages.link("adding", c=ADAS), pages.link("kind", p="ada", w="calls")
    somebody = pages.browser()
    for path in (f"/me/contacts/not-mine/{kind}", f"/me/stop/{adding}", f"/me/stop/{kind}x", "/me/stop/x"):
        assert somebody.get(path).status_code == 410
        assert somebody.client.post(path, buffered=True).status_code in {400, 403, 410}
    pages.house.clock.advance(timedelta(days=2))
    assert somebody.get(f"/me/stop/{kind}").status_code == 410


@pytest.mark.parametrize(
    "what, said",
    [
        ("calls", "Calls to help would no longer be mailed"),
        ("thanks", "Thanks and news would no longer"),
        ("daily", "The daily mail would no longer come"),
    ],
)
def test_a_link_says_what_it_stops_and_stops_it_without_a_session_R17(pages: Pages, what: str, said: str) -> None:
    page, program = f"/me/stop/{pages.link('kind', p='ada', w=what)}", pages.browser().client
    for _ in range(3):
        assert said in program.get(page, headers={"Accept-Language": "en"}, buffered=True).text
    before = pages.house.people.get("ada").state.preferences
    assert before == Preferences()
    for _ in range(2):
        answer = program.post(page, data={"List-Unsubscribe": "One-Click"}, buffered=True)
        assert answer.status_code == 200
        assert not answer.headers.get("Location")
    after = pages.house.people.get("ada").state.preferences
    expected = Preferences() if what == "daily" else Preferences(**{what: Pace.NEVER})
    assert after == expected


def test_wishes_are_kept_and_shown_again(pages: Pages) -> None:
    browser = pages.browser("ada")
    assert 'value="Europe/Copenhagen" selected' in browser.get("/me/preferences").text, "the neighbourhood's"
    chosen = {**CHOSEN, "reports": "daily", "quiet_from": "22:00", "quiet_until": "07.00", "daily_at": "18:30"}
    assert browser.post("/me/preferences", **chosen).status_code == 303
    page = browser.get("/me/preferences").text
    for shown in ('value="22:00"', 'value="07:00"', 'value="18:30"', 'value="daily" checked'):
        assert shown in page
    kept = pages.house.people.get("ada").state.preferences
    assert (kept.reports, kept.quiet_from, kept.zone) == (Pace.DAILY, "22:00", "Europe/Helsinki")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reports": "sometimes"},
        {"calls": ""},
        {"quiet_from": "22:00"},
        {"quiet_until": "07:00"},
        {"quiet_from": "25:00", "quiet_until": "07:00"},
        {"quiet_from": "07:00", "quiet_until": "07:00"},
        {"daily_at": "noonish"},
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
    ],
    ids=str,
)
def test_what_cannot_be_is_said_and_changes_nothing(pages: Pages, wrong: dict[str, str]) -> None:
    answer = pages.browser("ada").post("/me/preferences", **{**CHOSEN, **wrong})
    assert answer.status_code == 422
    assert "not right yet" in answer.text
    assert pages.house.people.get("ada").state.preferences == Preferences()


def test_an_empty_list_says_what_will_stand_there(pages: Pages) -> None:
    assert "Every message to you will stand here" in pages.browser("ada").get("/me/messages").text


def test_everything_that_was_written_stands_there_in_its_words_the_newest_first(pages: Pages) -> None:
    tell(pages, "e1", subject="Could you?", body="Snow.\n\nAbout <b>400</b> m away.", quote="Thanks a lot")
    pages.house.clock.advance(timedelta(minutes=1))
    tell(pages, "e2", status=Status.SUPPRESSED, why=Why.SWITCHED_OFF, subject="It is done", body="They say thanks.")
    pages.house.clock.advance(timedelta(minutes=1))
    tell(pages, "e3", status=Status.PENDING, why=Why.QUIET_HOURS)
    page = pages.browser("ada").get("/me/messages").text
    assert page.index("waits for the end of your quiet hours") < page.index("It is done") < page.index("Could you?")
    for shown in ("not sent, as you chose", "<p>Snow.</p>", "About &lt;b&gt;400", "Thanks a lot", 'href="/help"'):
        assert shown in page


def test_messages_are_paged_and_a_made_up_page_begins_anew(pages: Pages) -> None:
    for number in range(23):
        tell(pages, f"e{number:02}", subject=f"number {number}.", body="x")
        pages.house.clock.advance(timedelta(minutes=1))
    browser = pages.browser("ada")
    first = browser.get("/me/messages").text
    assert "number 22." in first
    assert "number 2." not in first
    older = first.split('href="/me/messages?before=')[1].split('"')[0]
    second = browser.get(f"/me/messages?before={older}").text
    assert "number 2." in second
    assert "number 3." not in second
    for made_up in ("x", "2026-01-01", "~", "%00", "9" * 900):
        assert "number 22." in browser.get(f"/me/messages?before={made_up}").text


def test_all_of_it_is_said_in_danish_too(pages: Pages) -> None:
    browser = pages.browser("ada")
    for path, said in (
        ("/me/contacts", "Her når vi dig"),
        ("/me/contacts/add", "Tilføj en adresse"),
        ("/me/preferences", "Hvad der altid kommer med det samme"),
        ("/me/messages", "Alt, hvad vi har skrevet til dig"),
    ):
        assert said in browser.get(f"{path}?lang=da").text
    assert pages.house.clock.now() == NOON
