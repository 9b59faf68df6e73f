"""R14: reports may be anonymous, private, withdrawn; withdrawing hides and silences, and danger stays with people."""

from datetime import timedelta

from bench.replay.browser import Browser
from tests.e2e.town.neighbours import are_asked
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell


def test_R14_a_withdrawn_report_is_gone_for_everybody_else(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("pothole")
    told.becomes("with_team")
    jesper = desk("jesper")
    jesper.waits_for(told.reference)
    browser = Browser(town.url)
    assert browser.get(f"/r/{told.reference}").status == 200
    reporter_of(told).withdraws()
    assert browser.get(f"/r/{told.reference}").status == 404
    assert told.reference not in browser.get("/list").text
    assert told.becomes("withdrawn")


def test_R14_withdrawing_silences_and_calls_neighbours_back(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)
    told.letter(having="/my/")
    mark = town.mailbox.now()
    reporter_of(told).withdraws()
    for each in asked:
        town.mailbox.wait_for(each.email, having=told.reference, after=mark)
    town.pass_time(timedelta(days=1))
    assert asked[0].insists("accept").status in {403, 404, 409, 410}
    assert town.mailbox.to(told.email, after=mark) == []


def test_R14_whoever_took_it_hears_that_it_is_needed_no_longer_and_no_word_of_it(
    town: Town, tell: Tell, desk: Desks
) -> None:
    told = tell("pothole", text="A hole as deep as a kestrel.")
    jesper = desk("jesper")
    jesper.waits_for(told.reference)
    jesper.does(told.reference, "take")
    mark = town.mailbox.now()
    reporter_of(told).needs_it_no_longer()
    letter = town.mailbox.wait_for("jesper@desk.kluuvi.example", having=told.reference, after=mark)
    assert any(said in letter.subject for said in ("no longer needed", "ikke brug for det mere"))
    assert "kestrel" not in letter.all_words
    assert told.becomes("closed")


def test_R14_with_a_sign_it_stays_open_for_professionals(tell: Tell, desk: Desks) -> None:
    told = tell("child_at_risk", text="She is often alone in the evening.")
    told.becomes("with_team")
    reporter_of(told).withdraws()
    assert told.becomes("withdrawn")
    page = desk("henriette").waits_for(told.reference)
    assert any(form.action.endswith("/resolve") or form.action.endswith("/take") for form in page.forms)


def test_R14_sensitive_mail_says_nothing_but_that_there_is_something(tell: Tell) -> None:
    told = tell("child_at_risk", text="The little one next door cries at night.")
    letter = told.letter(having="/my/")
    for word in ("child", "cries", "little one", "safeguarding", "Worried"):
        assert word.lower() not in (letter.subject + letter.text).lower(), word


def test_R14_a_sensitive_report_is_no_such_thing_in_public(town: Town, tell: Tell) -> None:
    told = tell("violence", text="They shout and throw things.")
    told.becomes("with_team")
    browser = Browser(town.url)
    assert browser.get(f"/r/{told.reference}").status == 404
    assert told.reference not in browser.get("/list").text + browser.get("/").text


def test_R14_without_an_address_nobody_is_written_to_and_the_report_goes_its_way(town: Town, tell: Tell) -> None:
    mark = town.mailbox.now()
    told = tell("street_light", writes=False)
    told.becomes("with_team")
    assert town.mailbox.about(told.reference, after=mark) == []


def test_R14_somebody_elses_secret_opens_nothing(town: Town, tell: Tell) -> None:
    told = tell("pothole")
    secret = told.personal_page.removeprefix("/my/")
    browser = Browser(town.url)
    altered = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    guessed = [browser.get(f"/my/{each}").status for each in (altered, secret.lower(), told.id, told.reference, "x")]
    assert guessed == [404] * 5
