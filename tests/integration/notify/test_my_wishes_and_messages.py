"""How somebody wants to be reached, what they then get, and the list of all of it; on a real database, over HTTP."""

from datetime import timedelta
from typing import Any

from services.notify.adapters.mongo_digests import MongoDigests
from services.notify.domain.delivery import Channel, Status, Why
from services.notify.domain.preferences import Pace, Preferences
from services.notify.handlers.choose_preferences import ChoosePreferences
from shared.events import triage
from shared.events.place import Place
from shared.events.triage import Circle, MessageWritten
from tests.factories.notify import NOON, REFERENCE
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.news import ROUTED_TODAY

UNTIL_FIVE = timedelta(hours=6)
"""From these tests' beginning to the usual time of the daily mail, in Copenhagen."""


def wants(house: House, **wish: Any) -> None:  # noqa: ANN401 -- any field
    house.register("ada-id", ADA, "Ada")
    house.notify.reaching.choose_preferences(ChoosePreferences(person_id="ada-id", wish=Preferences(**wish)))


def news(house: House) -> None:
    """A team has her report, and writes to her."""
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.hear_of_its_case(MessageWritten(to="reporter", text="canary words: which lamp?"), version=3)


def invited(house: House, person_id: str = "ada-id") -> None:
    happened = triage.HelperInvited(
        person_id=person_id,
        invitation_id="i1",
        wave=1,
        expires_at=house.clock.now() + timedelta(hours=9),
        task="Could you clear snow?",
        area=Circle(centre=Place(lat=60.17, long=24.95), radius_m=150),
        distance_band_m=[200, 400],
        minutes=30,
        why_me=["lives_near"],
        risks=[],
    )
    house.hear_of_its_case(happened, version=4)


def test_a_daily_mail_tells_all_that_waited_once_and_with_its_own_words(house: House) -> None:
    wants(house, reports=Pace.DAILY)
    news(house)
    assert [(each.status, each.why) for each in house.send()] == [(Status.PENDING, Why.IN_DIGEST)] * 2
    assert house.mails() == []
    house.clock.advance(UNTIL_FIVE)
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
    house.clock.advance(UNTIL_FIVE)
    claim = house.notify.deliveries.claim(9, at=house.clock.now())
    (digest,) = claim.deliveries
    assert len(MongoDigests(house.database).gather(digest.id, at=house.clock.now())) == 2
    house.database["deliveries"].update_one({"_id": digest.id}, {"$set": {"lease_until": NOON - timedelta(days=999)}})
    assert [each.status for each in house.notify.recover_abandoned(Channel.EMAIL)] == [Status.PENDING]
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
    for shown in (REFERENCE, "canary words: which lamp?", "not sent, as you chose", f"/my/{SECRET}"):
        assert shown in page
    eve = house.browser()
    eve.sign_in(house, "eve@nabo.example")
    assert REFERENCE not in eve.get("/me/messages").text
    assert house.browser().get("/me/messages").location.startswith("/me/sign-in")


def test_calls_to_help_are_stopped_by_one_click_without_a_session_R17(house: House) -> None:
    wants(house)
    house.hear_of_a_report(address=None)
    invited(house)
    mail = house.newest()
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = mail.path("/me/stop/")
    assert str(mail.message["List-Unsubscribe"]).strip("<>").endswith(stop)
    somebody, program = house.browser(), house.app.test_client()
    for _ in range(3):
        looked = somebody.get(stop)
        assert looked.status_code == 200
        assert "Calls to help would no longer be mailed" in looked.text
    assert house.notify.people.get("ada-id").state.preferences.calls is Pace.AT_ONCE
    for _ in range(2):
        answer = program.post(stop, data={"List-Unsubscribe": "One-Click"}, buffered=True)
        assert answer.status_code == 200
        assert house.notify.people.get("ada-id").state.preferences == Preferences(calls=Pace.NEVER)
    assert somebody.get(f"{stop}x").status_code == 410


def test_what_must_arrive_offers_no_way_to_stop_it(house: House) -> None:
    wants(house)
    house.browser().ask()
    assert house.newest().message["List-Unsubscribe"] is None
    house.hear_of_a_report(address=None)
    stood_down = triage.InvitationStoodDown(person_id="ada-id", reason="somebody_else_said_yes")
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
