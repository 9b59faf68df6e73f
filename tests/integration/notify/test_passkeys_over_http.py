"""Passkeys through HTTP on a real database: enrolling, signing in, again after a while, removing, being forgotten."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from services.notify.domain.passkeys import COUNTS_AFTER
from services.notify.entrypoints.cli.__main__ import cli
from shared.events.triage_people import Grant, Role
from tests.fakes.authenticator import Device
from tests.integration.notify.house import ADA, Browser, House
from tests.integration.notify.rounds import everything, work_off
from tests.integration.notify.strict import KIM, add_passkey, strict, use_passkey

DESK = "/me/enrolments"
"""The one page of notify that is for staff."""


@pytest.fixture
def here(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Kim administers, and Ada lives here."""
    house.register("kim", KIM, "Kim")
    house.grant("kim", Grant(role=Role.ADMINISTRATOR))
    house.register("ada", ADA, "Ada")
    made = strict(house)
    monkeypatch.setattr("services.notify.entrypoints.cli.__main__._notify", lambda: made.notify)
    return made


def link_by_an_operator(who: str = "kim") -> str:
    """The path that `cli enrol-staff` prints."""
    said = CliRunner().invoke(cli, ["enrol-staff", who, "--by", "operator"])
    assert said.exit_code == 0, said.output
    return urlsplit(said.output.strip()).path


def signed_in(here: House, address: str) -> Browser:
    browser = here.browser()
    browser.sign_in(here, address)
    return browser


def enrolled(here: House, device: Device) -> Browser:
    """Kim with the link that an operator handed over."""
    browser = signed_in(here, KIM)
    browser.get(link_by_an_operator())
    assert add_passkey(browser, device, "/me/passkeys/enrol") == "/me"
    return browser


def test_the_first_passkey_of_whoever_works_here_comes_by_the_link_that_was_handed_over(here: House) -> None:
    browser = signed_in(here, KIM)
    assert browser.get(DESK).location == f"/me/stronger?next={DESK}"
    assert "not enough to change your passkeys" in browser.get("/me/passkeys").text
    assert browser.post("/me/passkeys/options", on="/me").status_code == 409
    device = Device()
    assert enrolled(here, device).get(DESK).status_code == 200
    fresh = here.browser()
    assert use_passkey(fresh, device, DESK) == DESK
    assert fresh.get(DESK).status_code == 200


def test_the_link_is_for_one_person_once_and_a_scanner_uses_nothing_up(here: House) -> None:
    path = link_by_an_operator(KIM)
    scanner = here.browser("Scanner")
    for _ in range(10):
        answer = scanner.get(path)
        assert (answer.status_code, answer.location) == (303, "/me/passkeys/enrol")
    assert scanner.get("/me/passkeys/enrol").location == "/me/sign-in?next=/me/passkeys/enrol"
    ada = signed_in(here, ADA)
    ada.get(path)
    assert ada.get("/me/passkeys/enrol").status_code == 410
    assert ada.post("/me/passkeys/enrol/options", on="/me").status_code == 409
    kim = signed_in(here, KIM)
    kim.get(path)
    add_passkey(kim, Device(), "/me/passkeys/enrol")
    kim.get(path)
    assert kim.get("/me/passkeys/enrol").status_code == 410


@pytest.mark.parametrize(
    "who, code, said",
    [
        ("nobody", 2, "there is nobody of that id or address here"),
        ("nobody@nabo.example", 2, "there is nobody of that id or address here"),
        ("ada", 1, "they have no role here"),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_operator_hears_who_gets_no_link(who: str, code: int, said: str) -> None:
    answer = CliRunner().invoke(cli, ["enrol-staff", who, "--by", "operator"])
    assert answer.exit_code == code
    assert said in answer.output


def test_an_administrator_makes_links_for_others(here: House) -> None:
    here.register("lea", "lea@desk.example", "Lea")
    kim = enrolled(here, Device())
    for number, said in (("ada", "Nobody with this number works here"), ("kim", "cannot do this for yourself")):
        answer = kim.post(DESK, person=number)
        assert answer.status_code == 422
        assert said in answer.text
    here.grant("lea", Grant(role=Role.AUDITOR))
    page = kim.post(DESK, person="lea")
    link = re.search(r"http://localhost(/me/passkeys/enrol/[\w-]+)", page.text)
    assert link
    lea = signed_in(here, "lea@desk.example")
    lea.get(link[1])
    device = Device()
    add_passkey(lea, device, "/me/passkeys/enrol")
    assert lea.get(DESK).status_code == 404
    assert link[1].rpartition("/")[2] not in everything(here)


def test_after_a_quarter_of_an_hour_a_passkey_opens_again_what_needs_a_fresh_sign_in(here: House) -> None:
    device = Device()
    kim = enrolled(here, device)
    here.clock.advance(timedelta(minutes=16))
    assert kim.get(DESK).location == f"/me/sign-in?next={DESK}"
    again = kim.get(f"/me/sign-in?next={DESK}").text
    assert again.index("Use a passkey") < again.index("Send me the mail")
    before = kim.client.get_cookie("nabo_session")
    use_passkey(kim, device, DESK)
    assert kim.get(DESK).status_code == 200
    assert before
    kim.client.set_cookie("nabo_session", before.value)
    assert kim.get("/me").status_code == 303


def test_a_mail_after_that_gives_a_residents_session_again(here: House) -> None:
    kim = enrolled(here, Device())
    kim.sign_in(here, KIM)
    assert kim.get("/me").status_code == 200
    assert kim.get(DESK).location.startswith("/me/stronger")


def test_a_resident_adds_uses_names_and_removes_a_passkey(here: House) -> None:
    ada, device = signed_in(here, ADA), Device()
    assert add_passkey(ada, device, name="my <b>phone</b>") == "/me/passkeys"
    page = ada.get("/me/passkeys").text
    assert "my &lt;b&gt;phone&lt;/b&gt;" in page
    ada.post("/me/sign-out", on="/me")
    use_passkey(ada, device)
    assert "a passkey" in ada.get("/me/sessions").text
    (held,) = json.loads(ada.get("/me/data/notify.json").text)["passkeys"]
    assert (held["name"], held["is_vouched"]) == ("my <b>phone</b>", False)
    remove = re.search(r"/me/passkeys/[\w-]+/remove", page)
    assert remove
    kim = enrolled(here, Device())
    assert kim.get(remove[0]).status_code == 404
    assert kim.post(remove[0], on="/me").status_code == 404
    assert "With a mail you can still sign in" in ada.get(remove[0]).text
    assert ada.post(remove[0]).status_code == 303
    asked = ada.post("/me/sign-in/passkey/options", on="/me/sign-in")
    answer = ada.post("/me/sign-in/passkey", on="/me/sign-in", credential=device.get(asked.get_json()))
    assert answer.status_code == 409
    assert "is not known here" in answer.text


def test_a_mail_alone_removes_no_passkey_that_is_older_than_a_day(here: House) -> None:
    ada, device = signed_in(here, ADA), Device()
    add_passkey(ada, device)
    (passkey,) = here.notify.surer.my_passkeys("ada")
    remove = f"/me/passkeys/{passkey.passkey_id}/remove"
    assert remove in ada.get("/me/passkeys").text
    here.clock.advance(COUNTS_AFTER)
    ada.sign_in(here, ADA)
    page = ada.get("/me/passkeys").text
    assert remove not in page
    assert "If you have lost the device" in page
    answer = ada.post(remove, on="/me")
    assert answer.status_code == 409
    assert "Sign in with a passkey first" in answer.text
    use_passkey(ada, device)
    assert remove in ada.get("/me/passkeys").text
    assert ada.post(remove).status_code == 303


def test_the_last_passkey_of_whoever_works_here_is_removed_only_knowingly(here: House) -> None:
    kim = enrolled(here, Device())
    (passkey,) = here.notify.surer.my_passkeys("kim")
    remove = f"/me/passkeys/{passkey.passkey_id}/remove"
    answer = kim.post(remove)
    assert answer.status_code == 409
    assert "your last passkey" in answer.text
    assert kim.post(remove, last="yes").status_code == 303
    assert not here.notify.surer.my_passkeys("kim")


def test_what_a_device_did_not_make_is_refused_in_words(here: House) -> None:
    ada = signed_in(here, ADA)
    ada.post("/me/passkeys/options", on="/me/passkeys")
    assert "needs JavaScript" in ada.post("/me/passkeys").text
    assert ada.post("/me/passkeys", credential="nonsense").status_code == 409
    stranger = here.browser()
    answer = stranger.post("/me/sign-in/passkey", on="/me/sign-in", credential="nonsense", next="/help")
    assert answer.status_code == 409
    assert "took too long" in answer.text
    assert 'name="next" value="/help"' in answer.text


def test_nobody_is_led_away_from_here(here: House) -> None:
    ada, device = signed_in(here, ADA), Device()
    add_passkey(ada, device)
    for away in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert use_passkey(here.browser(), device, away) == "/"


def test_where_one_was_signed_in_stands_in_the_cookie_that_each_sign_in_makes_anew(here: House) -> None:
    """Nobody prepares a session for somebody else to sign in to."""
    ada, device = signed_in(here, ADA), Device()
    add_passkey(ada, device)
    prepared = ada.client.get_cookie("nabo_session")
    assert prepared
    victim = here.browser()
    victim.client.set_cookie("nabo_session", prepared.value)
    use_passkey(victim, device)
    now = victim.client.get_cookie("nabo_session")
    assert now
    assert now.value != prepared.value
    assert ada.get("/me").status_code == 303


def test_what_is_known_of_passkeys_goes_with_somebody_who_is_forgotten(here: House) -> None:
    ada, device = signed_in(here, ADA), Device()
    add_passkey(ada, device, name="Canary")
    ada.post("/me/passkeys/options", on="/me/passkeys")
    (credential,) = device.keys
    assert credential in everything(here)
    assert ada.post("/me/data/erase").status_code == 200
    work_off(here)
    left = everything(here)
    for trace in (credential, "Canary", ADA):
        assert trace not in left, trace
    assert here.database["passkeys"].count_documents({}) == 0
    history = list(here.database["passkeys.history"].find())
    assert [each["type"] for each in history] == ["notify.passkey.added.v1"]
    assert '"ada"' not in json.dumps(history, default=str)
    assert here.database["ceremonies"].count_documents({"person_id": "ada"}) == 0


def test_whoever_reads_the_mail_of_somebody_who_works_here_adds_no_address_of_their_own(here: House) -> None:
    thief = signed_in(here, KIM)
    refused = thief.post("/me/contacts/add", email="thief@nabo.example")
    assert refused.status_code == 409
    assert "not enough to change where you are reached" in refused.text
    contact = here.notify.contact_of(KIM)
    for page in (f"/me/contacts/{contact}/choose", f"/me/contacts/{contact}/remove"):
        assert thief.post(page, on="/me").status_code == 409
    assert signed_in(here, ADA).post("/me/contacts/add", email="ada@work.example").status_code == 303
    assert enrolled(here, Device()).post("/me/contacts/add", email="kim@work.example").status_code == 303
