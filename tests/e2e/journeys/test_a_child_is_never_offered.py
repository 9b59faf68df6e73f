"""Whatever one tries, a child at risk is never offered to a neighbour, and nobody else hears of it."""

from datetime import timedelta

from tests.e2e.journeys.acts import Trouble, fills_in_the_report, somebody_new
from tests.e2e.journeys.conftest import DESKTOP, Window, told_in
from tests.e2e.town.neighbours import all_asked
from tests.e2e.town.signing_in import sits_down
from tests.e2e.town.town import Town

CHILD = Trouble(
    category="Worried about a child",
    text="A child next door is often hungry and alone in the evening.",
    address="Vuorikatu 5",
    neighbours=True,
)
ALL_WAVES = timedelta(minutes=5)
HENRIETTE, AINO = (f"{name}@desk.kluuvi.example" for name in ("henriette", "aino"))


def test_a_child_at_risk_is_for_professionals_whatever_one_tries(town: Town, window: Window) -> None:
    reporter, email = window(), somebody_new()
    reporter.goes_to("/report")
    fills_in_the_report(reporter, CHILD, email).presses("Send it")
    reporter.is_under("If somebody is in danger now, call first").sees("112").sees("Nothing has been sent yet.")
    assert town.mailbox.to(email) == []
    reporter.presses("Send the report too").is_under("Thank you. We have it.")
    told = told_in(reporter, email)
    told.becomes("with_team")

    letter = told.letter()
    assert "child" not in (letter.subject + letter.text).lower()
    reporter.goes_to(letter.link("/my/")).follows("Put it in other words")
    reporter.fills_in("What is wrong, or what do you need?", "Could somebody clear snow?").presses("Keep these words")
    town.pass_time(ALL_WAVES)

    henriette = sits_down(window(size=DESKTOP), HENRIETTE)
    henriette.goes_to(f"/desk/cases/{told.reference}").opens("Let neighbours help after all")
    henriette.fills_in("Your reasons", "It reads like snow now.").presses("Propose it")
    aino = sits_down(window(size=DESKTOP), AINO)
    aino.goes_to(f"/desk/cases/{told.reference}").does_not_see("snow")
    town.pass_time(ALL_WAVES)
    assert all_asked(told) == []
    assert told.now["route"] == "professional"
    window().goes_to(f"/r/{told.reference}").does_not_see("child")


def test_who_changes_their_mind_at_the_numbers_finds_what_they_wrote(town: Town, window: Window) -> None:
    reporter = window(scripts=False)
    reporter.goes_to("/report")
    fills_in_the_report(reporter, CHILD, "").presses("Send it").presses("Change what I wrote")
    reporter.is_under("Report something")
    assert reporter.page.get_by_label("What is wrong, or what do you need?").input_value() == CHILD.text
    assert town.mailbox.about(CHILD.text) == []
