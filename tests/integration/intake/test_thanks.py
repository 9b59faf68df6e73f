"""`/my/<secret>/thanks`: a page with a button, offered when a neighbour helped and it is said to be fixed."""

import pytest

from shared.events.triage import CaseClosed, CloseReason, ReportStatus, TaskCompleted
from tests.integration.intake.mine import Mine

OFFERED = "You may say thank you, if you like."


def is_helped(mine: Mine) -> None:
    mine.hears(TaskCompleted(person_id="bo"), 6, ReportStatus.NEIGHBOUR_ON_IT)
    mine.is_done(version=7)
    assert OFFERED not in mine.look()
    mine.send("/outcome", answer="fixed")


def test_R17_whoever_was_helped_says_thank_you_with_a_button(mine: Mine) -> None:
    is_helped(mine)
    assert "/thanks" in mine.look("/outcome")
    mine.hears(CaseClosed(reason=CloseReason.CONFIRMED), 8, ReportStatus.CLOSED)
    assert OFFERED in mine.look()
    mine.look("/thanks")
    assert mine.events == ["outcome_confirmed"]
    assert mine.send("/thanks", thanks="You were so kind.").status_code == 303
    assert mine.events == ["outcome_confirmed", "message_written"]
    told = mine.office.document(mine.id)["pending"][-1]["data"]
    assert (told["text"], told["thanks"]) == ("You were so kind.", True)
    assert OFFERED not in mine.look()
    page = mine.look()
    assert "You were so kind." in page
    assert "You said thank you to whoever helped." in page
    assert "You wrote to us." not in page
    assert "You have said thank you" in mine.look("/thanks")


def test_R6_addresses_and_numbers_are_pointed_out_first(mine: Mine) -> None:
    is_helped(mine)
    answer = mine.send("/thanks", thanks="Call me: 20 12 34 56, ada@resident.example")
    assert answer.status_code == 200
    assert "ada@resident.example" in answer.text
    assert mine.events == ["outcome_confirmed"]


def test_R1_words_of_danger_are_answered_first_and_are_no_thanks(mine: Mine) -> None:
    is_helped(mine)
    before = mine.send("/thanks", thanks="Thank you. There is a fire here now.")
    assert "112" in before.text
    assert mine.events == ["outcome_confirmed"]


def test_what_is_too_long_keeps_what_was_typed(mine: Mine) -> None:
    is_helped(mine)
    answer = mine.send("/thanks", thanks="x" * 501)
    assert answer.status_code == 422
    assert "x" * 501 in answer.text


@pytest.mark.parametrize("language, said", [("en", "There is nobody to thank"), ("da", "Der er ingen at takke")])
def test_where_nobody_helped_the_page_says_so(mine: Mine, language: str, said: str) -> None:
    mine.is_done()
    mine.send("/outcome", answer="fixed")
    assert said in mine.look(f"/thanks?lang={language}")
    assert OFFERED not in mine.look()
