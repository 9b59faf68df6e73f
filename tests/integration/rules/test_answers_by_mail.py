"""Somebody answers a mail by mail, and it goes its whole way: SMTP, notify, the case, the desk and their page."""

import uuid

from deploy.local.waiting import wait_until
from tests.e2e.town.answering import answers
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

SECONDS = 30.0


LETTERS = str.maketrans("0123456789", "ghijklmnop")


def unlike_any_other() -> str:
    """A word of letters alone: many digits are a number to call, and what may be one is left out of what is shown."""
    return uuid.uuid4().hex[:8].translate(LETTERS)


def words() -> str:
    return f"It is the lamp by bench {unlike_any_other()}."


def test_a_reporters_answer_stands_at_the_desk_and_on_their_page(town: Town, tell: Tell, desk: Desks) -> None:
    told, said = tell("street_light"), words()
    letter = told.letter(having="You can simply answer this mail")
    answers(town, letter, said)
    wait_until(lambda: said in reporter_of(told).looks().text, seconds=SECONDS, what="it stands on their page")
    aino = desk("aino")
    wait_until(lambda: said in aino.case(told.reference).text, seconds=SECONDS, what="it stands at the desk")
    page = aino.case(told.reference).text
    assert page.count(said) == 1
    assert "wrote:" not in page, "without what they quoted"
    answers(town, letter, f"{said} Once more.")
    wait_until(lambda: "Once more." in aino.case(told.reference).text, seconds=SECONDS, what="and the next one")


def test_a_helpers_answer_stands_at_the_desk_and_not_on_the_reporters_page(town: Town, tell: Tell, desk: Desks) -> None:
    told, said = tell("snow_clearing", neighbour_consent=True), words()
    asked = are_asked(told, count=3)[0]
    before = town.mailbox.now()
    takes_it(asked)
    letter = town.mailbox.wait_for(asked.email, having=told.reference, after=before)
    answers(town, letter, f"{said}\n\n-- \nMy number is +358 40 123 4567")
    jesper = desk("jesper")
    wait_until(lambda: said in jesper.case(told.reference).text, seconds=SECONDS, what="it stands at the desk")
    assert "123 4567" not in jesper.case(told.reference).text
    assert said not in reporter_of(told).looks().text


def test_R1_words_of_danger_bring_the_numbers_by_mail_and_reach_the_case(town: Town, tell: Tell) -> None:
    told, said = tell("litter"), f"There is smoke, the bin is burning, by bench {unlike_any_other()}."
    answers(town, told.letter(having="You can simply answer this mail"), said)
    reply = town.mailbox.wait_for(told.email, having="In danger now? Call 112")
    assert "112" in reply.text
    assert told.reference in reply.subject, "so that they know which of their reports"
    wait_until(lambda: said in reporter_of(told).looks().text, seconds=SECONDS, what="it stands on their page")


def test_from_elsewhere_forged_or_by_a_machine_nothing_reaches_anybody(town: Town, tell: Tell) -> None:
    told, said = tell("street_light"), words()
    letter = told.letter(having="You can simply answer this mail")
    stranger = f"{uuid.uuid4().hex[:12]}@stranger.example"
    answers(town, letter, said, sender=stranger)
    answers(town, letter, said, Auto_Submitted="auto-replied")
    reply = town.mailbox.wait_for(told.email, having="an address that we do not know")
    assert said not in reply.all_words
    assert town.mailbox.to(stranger) == []
    answers(town, letter, "The last word.")
    wait_until(lambda: "The last word." in reporter_of(told).looks().text, seconds=SECONDS, what="their own comes")
    assert said not in reporter_of(told).looks().text
