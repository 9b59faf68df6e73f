"""R6: nobody's address is shown to anybody; people write to each other through the case."""

from collections.abc import Iterator

from bench.replay.browser import Browser
from deploy.local.waiting import wait_until
from tests.e2e.town.desk import Desk
from tests.e2e.town.neighbours import Asked, Helper, are_asked, people, takes_it
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

HOME = {"lat": 60.17081, "long": 24.947832}


def whole_round(tell: Tell, desk: Desks) -> tuple[Told, Asked, Helper, Desk]:
    """Everybody writes to everybody, as far as the pages let them."""
    told = tell("snow_clearing", neighbour_consent=True, location=HOME)
    asked = are_asked(told, count=3)[0]
    helper = takes_it(asked)
    jesper = desk("jesper")
    jesper.waits_for(told.reference)
    helper.says("messages", text="I come at five.")
    reporter_of(told).writes("Thank you, the gate is open.")
    jesper.does(told.reference, "messages", text="We are there if it gets too much.")
    told.letter(having="/my/")
    return told, asked, helper, jesper


def pages_of(told: Told, helper: Helper, desk: Desk) -> Iterator[tuple[str, str]]:
    yield "reporter", reporter_of(told).looks().text
    yield "helper", helper.looks().text
    yield "helper", helper.browser.get("/help").text
    yield "caseworker", desk.case(told.reference).text
    yield "caseworker", desk.browser.get("/desk").text
    for path in ("/", "/list", f"/r/{told.reference}", "/how"):
        yield "anybody", Browser(told.town.url).get(path).text


def test_R6_no_page_shows_an_address_of_anybody_else(tell: Tell, desk: Desks) -> None:
    told, asked, helper, jesper = whole_round(tell, desk)
    addresses = {told.email: "reporter", asked.email: "helper"}
    shown = [
        (reader, address)
        for reader, text in pages_of(told, helper, jesper)
        for address, owner in addresses.items()
        if address in text and owner != reader
    ]
    assert shown == []


def test_R6_no_letter_holds_an_address_of_anybody_but_its_reader(town: Town, tell: Tell, desk: Desks) -> None:
    told, _, _, _ = whole_round(tell, desk)
    everybody = {person.email for person in people(town)} | {told.email}
    assert [
        (letter.to, address)
        for letter in town.mailbox.letters
        for address in everybody - {letter.to}
        if address in letter.all_words
    ] == []


def test_R6_helpers_homes_are_shown_to_nobody(town: Town, tell: Tell, desk: Desks) -> None:
    told, asked, helper, jesper = whole_round(tell, desk)
    home = next(str(each.help.address) for each in people(town) if each.help and each.email == asked.email)
    texts = [text for _, text in pages_of(told, helper, jesper)] + [each.all_words for each in town.mailbox.letters]
    assert not [text for text in texts if home in text]


NUMBER = "40 12 34 56"


def test_R6_a_number_in_what_a_helper_or_a_caseworker_writes_is_pointed_out_first(tell: Tell, desk: Desks) -> None:
    told, _, helper, jesper = whole_round(tell, desk)
    helper.says("on-way")
    asked = (
        helper.says("messages", text=f"Call {NUMBER}."),
        helper.says("done", words=f"Call {NUMBER}."),
        jesper.does(told.reference, "messages", text=f"Call {NUMBER}."),
    )
    for page in asked:
        assert page.status == 200
        assert f"<b>{NUMBER}</b>" in page.text
    assert NUMBER not in reporter_of(told).looks().text
    page = asked[-1]
    jesper.browser.submit(page, page.form("/messages"), {"do": "send"})
    wait_until(lambda: NUMBER in reporter_of(told).looks().text, seconds=30, what="what was sent after all is read")
