"""Journey (b): snow at a doorstep; three neighbours are asked, the first yes has it, and they alone see the place."""

from collections.abc import Iterable

import pytest

from shared.events.place import Place
from tests.e2e.journeys.acts import Ending, Trouble, answers, is_mended_after_all, reports, somebody_new
from tests.e2e.journeys.conftest import DESKTOP, PHONE, Window
from tests.e2e.town.neighbours import ASKED, Asked, are_asked, people, within_reach
from tests.e2e.town.reports import Told
from tests.e2e.town.signing_in import sits_down, types_their_code
from tests.e2e.town.walker import Walker
from tests.e2e.town.words import say

SNOW = Trouble(
    category="Snow to clear",
    text="The steps behind the blue gate are white, and my knees are bad.",
    address="Vuorikatu 5",
    neighbours=True,
)
PLACE = Place(lat=60.17081, long=24.947832)
BEFORE_A_YES = ("Vuorikatu 5", "blue gate", "my knees", "60.1708", "24.9478")
JESPER = "jesper@desk.kluuvi.example"


@pytest.mark.parametrize("ending", Ending)
def test_a_neighbour_clears_the_snow(window: Window, ending: Ending) -> None:
    reporter = window(size=DESKTOP)
    told = reports(reporter, SNOW, somebody_new())
    first = told.letter(having=told.reference)
    assert "we are asking neighbours" in first.subject
    asked = the_right_three_are_asked(told, speaks="en")
    learn_no_more_than_they_need(window(), asked)

    helper = says_yes_and_sees_the_place(window(size=PHONE), asked[0])
    the_others_are_stood_down_kindly(told, asked[1:])
    message = told.letter(having="said yes", after=first.number)
    reporter.goes_to(message.link("/my/")).reloads_until(asked[0].first_name)
    reporter.sees("Who was shown what")
    does_it(helper)

    answers(reporter, told, ending)
    match ending:
        case Ending.FIXED:
            after = told.letter(having="/outcome").number
            told.town.mailbox.wait_for(asked[0].email, having=told.reference, after=after)
            is_thanked(helper, asked[0], reporter, told)
        case Ending.DISPUTED:
            is_mended_after_all(sits_down(window(size=DESKTOP), JESPER), reporter, told)
        case Ending.UNANSWERED:
            assert helper.goes_to("/help").words


def test_the_whole_way_in_danish(window: Window) -> None:
    reporter = window(size=PHONE, language="da", scripts=False)
    snow = Trouble(category="Snow to clear", text="Trappen er hvid.", address="Vuorikatu 5", neighbours=True)
    told = reports(reporter, snow, somebody_new())
    asked = the_right_three_are_asked(told, speaks="da")
    helper = says_yes_and_sees_the_place(window(size=PHONE, language="da", scripts=False), asked[0])
    does_it(helper)
    letter = told.letter(having="/outcome")
    reporter.goes_to(letter.link("/outcome")).is_under("Is it fixed?").presses("It is fixed")
    assert told.becomes("closed")["close_reason"] == "confirmed"


def test_whoever_says_yes_too_late_is_told_kindly(window: Window) -> None:
    told = reports(window(), SNOW, somebody_new())
    first, second, third = are_asked(told, count=3)
    late = window()
    late.goes_to(second.link).sees("Why we ask you")
    assert first.answers("accept").status == 200
    late.presses("Yes, I will").does_not_see("Vuorikatu")
    assert "Vuorikatu" not in window().goes_to(third.link).words


def test_a_neighbour_may_say_no_and_hand_back_and_say_unsafe(window: Window) -> None:
    told = reports(window(), SNOW, somebody_new())
    first, second, third = are_asked(told, count=3)
    window().goes_to(first.link).presses("No, thank you")
    helper = says_yes_and_sees_the_place(window(), second)
    helper.opens("Something came up?").presses("I cannot after all").sees("We ask somebody else")
    assert not [form for form in third.looks().forms if form.action.endswith("/accept")]
    newest = max(each.letter.number for each in (first, second, third))
    again = next(each for each in are_asked(told, count=4) if each.letter.number > newest)
    another = says_yes_and_sees_the_place(window(), again)
    another.presses("Unsafe: I am leaving").sees("112")
    told.becomes("with_team")


def the_right_three_are_asked(told: Told, *, speaks: str) -> list[Asked]:
    """Those who live near, clear snow, were vetted, are free in the morning, and speak the reporter's language."""
    found = within_reach(people(told.town), PLACE, capability="snow_shovelling", tier=1, radius_m=500, speaks=speaks)
    right = {person.email for person in found}
    asked = are_asked(told, count=3)
    assert len({each.email for each in asked}) == 3
    assert {each.email for each in asked} <= right
    return asked


def learn_no_more_than_they_need(walker: Walker, asked: Iterable[Asked]) -> None:
    """Neither the letter nor the page it leads to tells where it is or what was written (rule R5)."""
    for each in asked:
        walker.goes_to(each.link).sees("Why we ask you")
        seen = walker.page.content() + each.letter.all_words
        assert not [word for word in BEFORE_A_YES if word in seen]


def says_yes_and_sees_the_place(walker: Walker, asked: Asked) -> Walker:
    walker.goes_to(asked.link).presses("Yes, I will").is_under("Thank you. It is yours")
    walker.does_not_see("Vuorikatu")
    walker.follows("Sign in and see the place").is_under("Sign in")
    types_their_code(walker, asked.email).sees("Vuorikatu 5")
    assert walker.path.startswith("/help/tasks/")
    return walker


def the_others_are_stood_down_kindly(told: Told, others: Iterable[Asked]) -> None:
    for each in others:
        letter = told.town.mailbox.wait_for(each.email, after=each.letter.number, having=told.reference)
        assert not letter.has_link(ASKED)
        assert "Vuorikatu" not in letter.all_words


def does_it(helper: Walker) -> None:
    """On the way, there, done, with a word for the person."""
    helper.presses("I am on my way").presses("I am there")
    helper.fills_in("Minutes it took", "25").fills_in("How it went, for the person", "Swept and gritted.")
    helper.presses("It is done").sees("Thank you. We ask the person whether all is well now.")
    assert say("It is done", helper.language, helper.town.pack)


def is_thanked(helper: Walker, asked: Asked, reporter: Walker, told: Told) -> None:
    """The reporter says thank you; the helper hears of it by mail, and reads the words on their own page."""
    reporter.goes_to(f"{told.personal_page}/thanks").is_under("Say thank you").fills_in(
        "Your words", "You were so kind."
    )
    mark = told.town.mailbox.now()
    reporter.presses("Say thank you").sees("You were so kind.")
    letter = told.town.mailbox.wait_for(asked.email, after=mark, having=told.reference)
    assert "so kind" not in letter.all_words
    helper.goes_to("/help").sees("You were so kind.")
