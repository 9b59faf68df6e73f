"""Journey (a): a street lamp is reported from a phone without scripts, a caseworker mends it, the reporter judges."""

import pytest

from tests.e2e.journeys.acts import Ending, Trouble, answers, is_mended_after_all, reports, resolves, somebody_new
from tests.e2e.journeys.conftest import DESKTOP, PHONE, Window
from tests.e2e.town.signing_in import sits_down, types_their_code
from tests.e2e.town.town import Town

LAMP = Trouble(
    category="Street lamp", text="The lamp outside is dark since Sunday.", address="Vuorikatu 5", neighbours=False
)
AINO = "aino@desk.kluuvi.example"


@pytest.mark.parametrize("ending", Ending)
def test_a_street_lamp_goes_to_the_lighting_team_and_comes_back_mended(window: Window, ending: Ending) -> None:
    reporter, email = window(size=PHONE, scripts=False), somebody_new()
    told = reports(reporter, LAMP, email)
    first = told.letter(having=told.reference)
    assert "the lighting team has it" in first.subject
    reporter.goes_to(first.link("/my/")).sees(told.reference)
    reporter.sees("Lamps and roads need people with the right tools and training.")

    aino = sits_down(window(size=DESKTOP), AINO)
    aino.goes_to("/desk").reloads_until(told.reference)
    aino.goes_to(f"/desk/cases/{told.reference}").sees(LAMP.text).sees("The category belongs to a trade")
    aino.presses("I take it").sees("It is yours now.")
    aino.fills_in("Message", "We come with a lift on Thursday.").presses("Send").sees("We come with a lift")
    message = told.letter(after=first.number)
    reporter.goes_to(message.link("/my/")).reloads_until("We come with a lift on Thursday.")
    resolves(aino, told, action="Repaired", words="New lamp fitted this morning.")

    answers(reporter, told, ending)
    if ending is Ending.DISPUTED:
        assert told.town.mailbox.wait_for(AINO, having=told.reference, after=first.number).subject
        is_mended_after_all(aino, reporter, told)


def test_it_stands_at_the_desk_by_itself_and_the_desk_says_why(town: Town, window: Window) -> None:
    aino = sits_down(window(size=DESKTOP), AINO)
    aino.goes_to("/desk")
    told = reports(window(), LAMP, "")
    aino.reloads_until(told.reference)
    row = aino.page.locator("li.n-card", has_text=told.reference)
    assert "neighbours are not asked" in row.inner_text()
    assert town.mailbox.about(told.reference) == []


def test_the_whole_way_in_danish(window: Window) -> None:
    reporter, email = window(size=PHONE, language="da"), somebody_new()
    lamp = Trouble(category="Street lamp", text="Lampen er mørk.", address="Vuorikatu 5", neighbours=False)
    told = reports(reporter, lamp, email)
    letter = told.letter(having=told.reference)
    assert "lysholdet" in letter.subject
    reporter.goes_to(letter.link("/my/")).sees("Lamps and roads need people with the right tools and training.")
    aino = sits_down(window(size=DESKTOP, language="da"), AINO)
    aino.goes_to(f"/desk/cases/{told.reference}").presses("I take it")
    resolves(aino, told, action="Repaired", words="Ny lampe sat op i formiddag.")
    asked = told.letter(having="/outcome")
    reporter.goes_to(asked.link("/outcome")).is_under("Is it fixed?").presses("It is fixed")
    reporter.is_under("You told us that it is fixed")
    assert told.becomes("closed")["close_reason"] == "confirmed"


def test_a_caseworker_signs_in_by_the_mailed_code_and_arrives_where_they_wanted(window: Window) -> None:
    oskar = window(size=DESKTOP)
    oskar.goes_to("/desk").is_under("Sign in")
    types_their_code(oskar, "oskar@desk.kluuvi.example").is_under("My queue")
    assert oskar.path == "/desk"
