"""How somebody wants to be reached, what they then get, and the list of all of it; on a real database, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from services.notify.adapters.mongo_digests import MongoDigests
from services.notify.domain.delivery import Status, Why
from services.notify.domain.preferences import Pace, Preferences
from services.notify.handlers.choose_preferences import ChoosePreferences
from shared.events import triage
from shared.events.triage import MessageWritten
from tests.factories.notify import NOON, REFERENCE
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.test_my_page import ROUTED

CHOSEN = {"reports": "at_once", "calls": "at_once", "thanks": "at_once", "zone": "Europe/Helsinki"}
FIVE = timedelta(hours=5)
"""From noon to the usual time of the daily mail, in Helsinki."""


def wants(house: House, **wish: Any) -> None:  # noqa: ANN401 -- any field
    house.register("ada-id", ADA, "Ada")
    house.notify.choose_preferences(ChoosePreferences(person_id="ada-id", wish=Preferences(**wish)))


def news(house: House) -> None:
    """A team has her report, and writes to her."""
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    house.hear_of_its_case(MessageWritten(to="reporter", text="canary words: which lamp?"), version=3)


def invited(house: House, person_id: str = "ada-id") -> None:
    happened = triage.HelperInvited(
        person_id=person_id,
        invitation_id="i1",
        wave=1,
        expires_at=house.clock.now() + timedelta(hours=9),
        task="Could you clear snow?",
        area="somewhere",
        distance_band_m=[200, 400],
        minutes=30,
        why_me=["lives_near"],
        risks=[],
    )
    house.hear_of_its_case(happened, version=4)


def test_wishes_are_kept_and_shown_again(house: House) -> None:
    house.register("ada-id", ADA)
    browser = house.browser()
    browser.sign_in(house)
    chosen = {**CHOSEN, "reports": "daily", "quiet_from": "22:00", "quiet_until": "7.00", "daily_at": "18:30"}
    assert browser.post("/me/preferences", **chosen).status_code == 303
    page = browser.get("/me/preferences").text
    for shown in (
        'value="22:00"',
        'value="07:00"',
        'value="18:30"',
        'value="daily" checked',
        "What always comes at once",
    ):
        assert shown in page
    assert 'value="Europe/Helsinki" selected' in page
    assert "Hvad der altid kommer med det samme" in browser.get("/me/preferences?lang=da").text
    kept = house.notify.people.get("ada-id").state.preferences
    assert (kept.reports, kept.quiet_from, kept.zone) == (Pace.DAILY, "22:00", "Europe/Helsinki")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reports": "sometimes"},
        {"quiet_from": "22:00"},
        {"quiet_from": "25:00", "quiet_until": "07:00"},
        {"quiet_from": "07:00", "quiet_until": "07:00"},
        {"daily_at": "noonish"},
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
    ],
    ids=str,
)
def test_what_cannot_be_is_said_and_stays_typed(house: House, wrong: dict[str, str]) -> None:
    house.register("ada-id", ADA)
    browser = house.browser()
    browser.sign_in(house)
    answer = browser.post("/me/preferences", **{**CHOSEN, **wrong})
    assert answer.status_code == 422
    assert "not right yet" in answer.text
    assert house.notify.people.get("ada-id").state.preferences == Preferences()


def test_a_daily_mail_tells_all_that_waited_once_and_with_its_own_words(house: House) -> None:
    wants(house, reports=Pace.DAILY)
    news(house)
    assert [(each.status, each.why) for each in house.send()] == [(Status.PENDING, Why.IN_DIGEST)] * 2
    assert house.mails() == []
    house.clock.advance(FIVE)
    mail = house.newest()
    assert mail.subject.startswith("Your daily mail")
    assert mail.text.count(f"/my/{SECRET}") == 2
    assert "> canary words: which lamp?" in mail.text
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _ in range(3):
        house.clock.advance(timedelta(days=1))
        house.send()
    assert len(house.mails()) == 1
    assert "canary" not in str(list(house.database["deliveries"].find())), "what was sent is kept sealed"


def test_a_sender_that_ends_while_it_gathers_leaves_all_for_the_next_one_R16(house: House) -> None:
    wants(house, reports=Pace.DAILY)
    news(house)
    house.send()
    house.clock.advance(FIVE)
    claim = house.notify.deliveries.claim(9, at=house.clock.now())
    (digest,) = claim.deliveries
    assert len(MongoDigests(house.database).gather(digest.id, at=house.clock.now())) == 2
    house.database["deliveries"].update_one({"_id": digest.id}, {"$set": {"lease_until": NOON - timedelta(days=999)}})
    assert [each.status for each in house.notify.recover_abandoned()] == [Status.PENDING]
    assert house.newest().text.count(f"/my/{SECRET}") == 2
    assert len(house.mails()) == 1


def test_what_is_not_mailed_stands_among_their_messages_in_the_words_that_it_would_have_had(house: House) -> None:
    wants(house, reports=Pace.NEVER)
    browser = house.browser()
    browser.sign_in(house)
    assert "Every message to you will stand here" in browser.get("/me/messages").text
    news(house)
    house.send()
    page = browser.get("/me/messages").text
    for shown in (REFERENCE, "canary words: which lamp?", "not mailed, as you chose", f"/my/{SECRET}"):
        assert shown in page
    eve = house.browser()
    eve.sign_in(house, "eve@nabo.example")
    assert REFERENCE not in eve.get("/me/messages").text
    assert house.browser().get("/me/messages").location.startswith("/me/sign-in")


def test_messages_are_paged_and_a_made_up_page_begins_anew(house: House) -> None:
    wants(house)
    house.hear_of_a_report()
    browser = house.browser()
    browser.sign_in(house)
    for version in range(2, 25):
        house.hear_of_its_case(MessageWritten(to="reporter", text=f"number {version}."), version=version)
        house.clock.advance(timedelta(minutes=1))
    house.send()
    first = browser.get("/me/messages").text
    assert "number 24." in first
    assert "number 3." not in first
    older = first.split('href="/me/messages?before=')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(f"/me/messages?before={older}").text
    assert "number 2." in second
    assert "number 24." not in second
    for made_up in ("x", "2026-01-01", "~", "%00", "9" * 900):
        assert "number 24." in browser.get(f"/me/messages?before={made_up}").text


def test_calls_to_help_are_stopped_by_one_click_without_a_session_R17(house: House) -> None:
    wants(house)
    house.hear_of_a_report(address=None)
    invited(house)
    mail = house.newest()
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = mail.path("/me/stop/")
    assert str(mail.message["List-Unsubscribe"]).strip("<>").endswith(stop)
    program = house.app.test_client()
    for _ in range(3):
        looked = program.get(stop)
        assert looked.status_code == 200
        assert "Calls to help would no longer be mailed" in looked.text
    assert house.notify.people.get("ada-id").state.preferences.calls is Pace.AT_ONCE
    answer = program.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert house.notify.people.get("ada-id").state.preferences == Preferences(calls=Pace.NEVER)
    assert program.post(stop).status_code == 200, "stopping twice is stopping once"
    assert program.post(f"{stop}x").status_code == 410


def test_what_must_arrive_offers_no_way_to_stop_it(house: House) -> None:
    wants(house)
    house.browser().ask()
    assert house.newest().message["List-Unsubscribe"] is None
    house.hear_of_a_report(address=None)
    stood_down = triage.InvitationStoodDown(person_id="ada-id", invitation_id="i1", reason="somebody_else_said_yes")
    house.hear_of_its_case(stood_down, version=4)
    assert house.newest().message["List-Unsubscribe"] is None


def test_what_was_chosen_and_said_is_in_the_file_and_goes_with_its_owner(house: House) -> None:
    wants(house, reports=Pace.NEVER, quiet_from="22:00", quiet_until="07:00", zone="Europe/Copenhagen")
    news(house)
    house.send()
    browser = house.browser()
    browser.sign_in(house)
    mine = browser.get("/me/data/notify.json").get_json()
    assert mine["preferences"]["quiet_from"] == "22:00"
    assert mine["preferences"]["reports"] == "never"
    assert any("canary words" in each["said"] for each in mine["messages"])
    browser.post("/me/data/erase")
    state = str(house.database["people"].find_one({"_id": "ada-id"}, {"state": 1}))
    for trace in ("Copenhagen", "22:00", "never"):
        assert trace not in state
    assert house.database["deliveries"].count_documents({"copy": {"$exists": True}}) == 0
