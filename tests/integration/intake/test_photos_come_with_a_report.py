"""R15, R5: photos come with a report or later, are seen by few, hold nothing but the picture, and can be forgotten."""

import base64
import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from services.intake.adapters.gridfs_photos import CHUNKS, FILES
from services.intake.domain.adding import AT_FIRST
from shared.clock import StoppedClock
from shared.events.triage import InvitationAccepted, ReportStatus
from shared.events.triage_people import Role
from shared.signed_addresses import LASTS, SignedAddresses
from tests.factories.pictures import CANARIES, drawn, from_a_phone, saved
from tests.factories.reports import NOW
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office, form_in
from tests.integration.intake.owners import FILE, erased, signed_in, verifies
from tests.integration.intake.rounds import work_off

PHONE = from_a_phone()
LAMP = {"category": "street_light", "text": "The lamp is out.", "address": "Nygade 1", "consent": "no"}
NOT_ONE = "We cannot read one of the photos"
SEEN = "Whoever works on it sees your photos"


def files(*pictures: bytes, name: str = "p.jpg") -> list[tuple[BytesIO, str]]:
    return [(BytesIO(each), name) for each in pictures]


def sends(browser: FlaskClient, *pictures: bytes, name: str = "p.jpg", **typed: Any) -> TestResponse:  # noqa: ANN401
    """The form with photos; where none is chosen, as browsers send it."""
    hidden = form_in(browser.get("/report").text, "/report")
    photos = files(*pictures, name=name) or [(BytesIO(), "")]
    return browser.post("/report", data={**hidden, **LAMP, **typed, "photos": photos}, buffered=True)


def photos_of(office: Office, report_id: str = "") -> list[str]:
    (document,) = [each for each in office.documents() if report_id in {"", each["_id"]}]
    found: list[str] = document["state"]["photos"]
    return found


def is_only_a_picture(answer: TestResponse) -> None:
    assert answer.status_code == 200
    assert not [each for each in CANARIES if each in answer.data]
    assert answer.data.endswith(b"\xff\xd9")
    assert dict(Image.open(BytesIO(answer.data)).getexif()) == {}
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"no-store", "private"}


@pytest.fixture
def browser(office: Office) -> FlaskClient:
    return office.client()


@pytest.fixture
def mine(office: Office) -> Mine:
    """With one photo."""
    made = Mine(office)
    assert adds(made, PHONE).status_code == 303
    return made


def adds(mine: Mine, *pictures: bytes) -> TestResponse:
    path = f"{mine.path}/photos"
    hidden = form_in(mine.look(), path)
    return mine.browser.post(path, data={**hidden, "photos": files(*pictures)}, buffered=True)


def test_R15_up_to_three_photos_come_with_a_report_and_lose_what_they_held(
    office: Office, browser: FlaskClient
) -> None:
    others = [saved(drawn(80 + each, 40), "PNG") for each in range(2)]
    answer = sends(browser, PHONE, *others, contact="ada@resident.example")
    assert answer.status_code == 303
    first, _second, _third = photos_of(office)
    secret = office.secret_of(office.documents()[0]["_id"])
    page = browser.get(f"/my/{secret}").text
    assert page.count(f"/my/{secret}/photos/") == 6
    for size in ("small", "full"):
        is_only_a_picture(browser.get(f"/my/{secret}/photos/{first}/{size}", buffered=True))
    told = json.dumps(office.documents(), default=str)
    assert "canary" not in told
    kept = list(office.stores.database[CHUNKS].find())
    assert len(kept) == 6
    assert not [each for each in kept for canary in CANARIES if canary in each["data"]]


def test_without_a_photo_it_is_as_before(office: Office, browser: FlaskClient) -> None:
    assert sends(browser).status_code == 303
    assert photos_of(office) == []


@pytest.mark.parametrize(
    "pictures, words", [([b"<html>"], NOT_ONE), ([PHONE, b"x"], NOT_ONE), ([PHONE] * 4, "At most three photos")]
)
def test_what_is_no_photo_is_pointed_out_and_the_words_stay(
    office: Office, browser: FlaskClient, pictures: list[bytes], words: str
) -> None:
    answer = sends(browser, *pictures, text="The lamp at the corner is out.")
    assert answer.status_code == 422
    assert '<a href="#photos">' in answer.text
    assert words in answer.text
    assert "The lamp at the corner is out." in answer.text
    assert "Choose your photos again" in answer.text
    assert office.documents() == []


def test_whoever_may_be_in_danger_is_heard_with_a_bad_photo_too(office: Office, browser: FlaskClient) -> None:
    warned = sends(browser, b"no picture", text="There is a fire")
    assert warned.status_code == 200
    kept = form_in(warned.text, "/report")
    answer = browser.post("/report", data={**kept, "photos": files(b"no picture")})
    assert answer.status_code == 303
    assert photos_of(office) == []
    assert "We have your report, without the photos." in browser.get(answer.headers["Location"]).text


def test_a_page_between_says_that_photos_did_not_come_along_and_takes_them_then(
    office: Office, browser: FlaskClient
) -> None:
    warned = sends(browser, PHONE, text="There is a fire")
    assert "Photos are not: there is a place to add them" in warned.text
    assert "Photos are not" not in sends(browser, text="There is a fire").text
    answer = browser.post("/report", data=form_in(warned.text, "/report"))
    done = browser.get(answer.headers["Location"]).text
    assert re.search(
        r'class="alert alert-warning">(?:(?!class="alert ).)*Your photos did not come along', done, re.DOTALL
    )
    kept = form_in(done, "/report/done/photos")
    added = browser.post("/report/done/photos", data={**kept, "photos": files(PHONE)})
    assert SEEN in browser.get(added.headers["Location"]).text
    assert len(photos_of(office)) == 1


def test_where_more_is_asked_photos_are_asked_for_again_above_the_button_and_missed_if_they_do_not_come(
    office: Office, browser: FlaskClient
) -> None:
    typed = {**LAMP, "category": "snow_clearing", "consent": "yes"}
    asked = sends(browser, PHONE, **typed).text
    assert "2 more questions</h1>" in asked
    assert asked.index("Choose your photos again") < asked.index("Send it")
    answer = browser.post("/report", data={**form_in(asked, "/report"), **typed, "for_whom": "me"})
    assert "Your photos did not come along" in browser.get(answer.headers["Location"]).text
    assert photos_of(office) == []


def test_the_receipt_takes_photos_for_an_hour(office: Office, browser: FlaskClient, clock: StoppedClock) -> None:
    where = sends(browser).headers["Location"]
    kept = form_in(browser.get(where).text, "/report/done/photos")
    clock.advance(AT_FIRST)
    assert "/report/done/photos" not in browser.get(where).text
    answer = browser.post("/report/done/photos", data={**kept, "photos": files(PHONE)})
    assert "Photos can be added here for an hour." in browser.get(answer.headers["Location"]).text
    assert photos_of(office) == []


def test_with_the_secret_of_its_page_the_receipt_takes_them_later_too(
    office: Office, browser: FlaskClient, clock: StoppedClock
) -> None:
    where = sends(browser, contact="+4531234567").headers["Location"]
    clock.advance(AT_FIRST)
    kept = form_in(browser.get(where).text, "/report/done/photos")
    answer = browser.post("/report/done/photos", data={**kept, "photos": files(PHONE)})
    assert SEEN in browser.get(answer.headers["Location"]).text
    assert len(photos_of(office)) == 1


@pytest.mark.parametrize("pictures, words", [([], "Choose one to 3 photos first"), ([b"x"], "without the photos")])
def test_the_receipts_form_says_what_it_lacks(
    office: Office, browser: FlaskClient, pictures: list[bytes], words: str
) -> None:
    done = browser.get(sends(browser).headers["Location"]).text
    kept = form_in(done, "/report/done/photos")
    answer = browser.post("/report/done/photos", data={**kept, "photos": files(*pictures) or [(BytesIO(), "")]})
    assert words in browser.get(answer.headers["Location"]).text
    assert photos_of(office) == []


def test_the_personal_page_takes_photos_later_and_says_what_is_wrong(office: Office, mine: Mine) -> None:
    assert SEEN in mine.look()
    wrong = adds(mine, b"x")
    assert (wrong.status_code, NOT_ONE in wrong.text) == (422, True)
    assert adds(mine, PHONE).status_code == 303
    assert len(photos_of(office)) == 1
    many = [adds(mine, *(saved(drawn(number + each, 20), "PNG") for each in range(3))) for number in (30, 40)]
    assert [each.status_code for each in many] == [303, 409]
    assert "six photos already" in many[1].text


def test_a_photo_is_on_no_page_of_everybodys(office: Office, mine: Mine) -> None:
    (photo,) = photos_of(office)
    for path in ("/", "/list", f"/r/{mine.taken['reference']}", f"/report/done?report={mine.id}"):
        assert photo not in office.client().get(path).text
    for path in (f"/photos/{photo}/full", f"/my/{'x' * 32}/photos/{photo}/full", f"{mine.path}/photos/{photo}/raw"):
        assert office.client().get(path).status_code == 404
    assert photo not in json.dumps(office.client().get(f"/api/intake/v1/reports/{mine.id}").get_json())


def test_R5_an_address_that_triage_signed_opens_for_the_helper_while_assigned(
    office: Office, mine: Mine, clock: StoppedClock
) -> None:
    (photo,) = photos_of(office)
    accepted = InvitationAccepted(person_id="mina", expected_by=NOW + timedelta(hours=2))
    mine.hears(accepted, 2, ReportStatus.NEIGHBOUR_ON_IT, assigned_to="mina", team="works")
    addresses = SignedAddresses(key=office.settings.photo_key)
    signed = addresses.sign(f"/photos/{photo}/full", by="mina", role="helper", at=clock.now())
    helper, other = (office.sign_in(office.client(), Role.HELPER, each) for each in ("mina", "eve"))
    is_only_a_picture(helper.get(signed, buffered=True))
    assert [each.get(signed).status_code for each in (other, office.client())] == [404, 404]
    as_team = addresses.sign(f"/photos/{photo}/full", by="mina", role="team", at=clock.now())
    assert helper.get(as_team).status_code == 404
    assert helper.get(signed.replace("full", "small")).status_code == 404
    mine.hears(accepted, 3, ReportStatus.ASKING_NEIGHBOURS, assigned_to=None, team="works")
    assert helper.get(signed).status_code == 404


def test_R5_it_opens_for_the_team_for_five_minutes(office: Office, mine: Mine, clock: StoppedClock) -> None:
    (photo,) = photos_of(office)
    mine.hears(InvitationAccepted(person_id="mina", expected_by=NOW), 2, ReportStatus.WITH_TEAM, team="works")
    signed = SignedAddresses(key=office.settings.photo_key).sign(
        f"/photos/{photo}/small", by="staff", role="team", at=clock.now() - LASTS + timedelta(seconds=1)
    )
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    is_only_a_picture(staff.get(signed, buffered=True))
    late = SignedAddresses(key=office.settings.photo_key).sign(
        f"/photos/{photo}/small", by="staff", role="team", at=clock.now() - LASTS
    )
    assert staff.get(late).status_code == 404


def test_R14_what_was_taken_back_is_hidden(office: Office, mine: Mine) -> None:
    (photo,) = photos_of(office)
    mine.send("/withdraw")
    assert photo not in mine.look()
    assert mine.browser.get(f"{mine.path}/photos/{photo}/full").status_code == 404


def test_who_is_forgotten_leaves_no_byte(office: Office, mine: Mine) -> None:
    database = office.stores.database
    assert database[FILES].count_documents({}) == database[CHUNKS].count_documents({}) == 2
    erased(office, office.document(mine.id)["state"]["contact_id"])
    work_off(office)
    assert database[FILES].count_documents({}) == database[CHUNKS].count_documents({}) == 0


def test_what_is_held_about_somebody_has_their_photos(office: Office, mine: Mine) -> None:
    verifies(office, "ada", office.document(mine.id)["state"]["contact_id"])
    (report,) = signed_in(office, "ada").get(FILE, buffered=True).get_json()["reports"]
    (photo,) = report["photos"]
    assert photo["photo_id"] == photos_of(office)[0]
    assert Image.open(BytesIO(base64.b64decode(photo["jpeg_base64"]))).format == "JPEG"


def test_what_is_held_is_told_though_a_photo_is_just_going(office: Office, mine: Mine) -> None:
    verifies(office, "ada", office.document(mine.id)["state"]["contact_id"])
    office.stores.database[FILES].delete_many({})
    (report,) = signed_in(office, "ada").get(FILE, buffered=True).get_json()["reports"]
    assert report["photos"] == []
