"""R15: photos are made anew and hold the picture alone before anyone sees them; R5: few do, while it is theirs."""

import re

import requests

from bench.replay.page import Page
from deploy.local.waiting import wait_until
from tests.e2e.town.answering import answers
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import PATH, Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town
from tests.factories.pictures import CANARIES, from_a_phone, noted, saved, speckled
from tests.integration.rules.acting import PLACE, Desks, Tell

PHOTO = re.compile(r'href="(/photos/[^"]+/full[^"]+)"')


def sends_a_photo(told: Told) -> str:
    files = {"photo": ("p.jpg", from_a_phone(), "image/jpeg")}
    answer = requests.post(f"{told.town.url}{PATH}/{told.id}/photos", files=files, timeout=15)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def addresses_in(page: Page) -> list[str]:
    return [each.replace("&amp;", "&") for each in PHOTO.findall(page.text)]


def test_R15_R5_the_assigned_helper_sees_the_picture_alone_and_only_while_assigned(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True, location=PLACE)
    first, second, _ = are_asked(told, count=3)
    sends_a_photo(told)
    assert "/photos/" not in first.looks().text
    helper = takes_it(first)
    address = wait_until(lambda: addresses_in(helper.looks()) or None, seconds=30, what="the photo is on the task")[0]
    told.becomes("neighbour_on_it")
    shown = helper.browser.raw(address)
    assert (shown.status, shown.kind) == (200, "image/jpeg")
    assert not [each for each in CANARIES if each in shown.body]
    assert signed_in(town, second.email).raw(address).status == 404
    assert requests.get(f"{town.url}{address}", timeout=15).status_code == 404
    assert "your photos" in wait_until(
        lambda: page if "your photos" in (page := reporter_of(told).looks().text) else None,
        seconds=30,
        what="the showing is told to the reporter",
    )
    helper.says("hand-back")
    wait_until(lambda: helper.browser.raw(address).status == 404, seconds=30, what="the address opens nothing more")


def test_R15_at_the_desk_the_team_sees_it_and_nobody_in_public(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("pothole")
    photo = sends_a_photo(told)
    told.becomes("with_team")
    staff = desk("jesper")
    staff.waits_for(told.reference)
    address = wait_until(
        lambda: addresses_in(staff.case(told.reference)) or None, seconds=30, what="the photo is at the desk"
    )[0]
    shown = staff.browser.raw(address)
    assert shown.status == 200
    assert not [each for each in CANARIES if each in shown.body]
    public = requests.get(f"{town.url}/r/{told.reference}", timeout=15)
    assert public.status_code == 200
    assert photo not in public.text


def test_R15_R16_photos_sent_by_mail_stand_on_their_page_and_at_the_desk_once(
    town: Town, tell: Tell, desk: Desks
) -> None:
    told = tell("street_light")
    letter = told.letter(having="You can simply answer this mail")
    photos = [saved(speckled(640, 480), exif=noted()), saved(speckled(480, 640), exif=noted(turned=True))]
    answers(town, letter, "", photos=photos)
    mine = re.compile(r'href="(/my/[^"]+/photos/[^"]+/full[^"]*)"')
    resident = reporter_of(told)
    wait_until(lambda: len(mine.findall(resident.looks().text)) == 2, seconds=30, what="both are on their page")
    for address in mine.findall(resident.looks().text):
        shown = resident.browser.raw(address)
        assert (shown.status, shown.kind) == (200, "image/jpeg")
        assert not [each for each in CANARIES if each in shown.body]
    staff = desk("aino")
    wait_until(lambda: len(addresses_in(staff.case(told.reference))) == 2, seconds=30, what="they are at the desk")
    reply = town.mailbox.wait_for(told.email, having="Your 2 pictures are on their way")
    assert told.reference in reply.subject
    answers(town, letter, "The same ones.", photos=photos)
    wait_until(lambda: "The same ones." in resident.looks().text, seconds=30, what="the second mail is heard")
    assert len(mine.findall(resident.looks().text)) == 2
