"""`/my/<secret>/outcome`: is it fixed? Asked once for each time that it is said to be done."""

from datetime import timedelta

import pytest

from shared.events.triage import (
    CaseClosed,
    CaseReopened,
    CloseReason,
    ReportStatus,
)
from tests.factories.reports import NOW
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import form_in

PAGES = ("", "/edit", "/withdraw", "/outcome")
SOON = NOW + timedelta(hours=3)


def test_it_is_fixed(mine: Mine) -> None:
    mine.is_done()
    page = mine.look("/outcome")
    assert "New bulb." in page
    assert page.count('name="answer"') == 2
    assert mine.send("/outcome", answer="fixed").status_code == 303
    assert mine.events == ["outcome_confirmed"]
    assert "You told us that it is fixed" in mine.look("/outcome")


def test_it_is_not_fixed(mine: Mine) -> None:
    mine.is_done()
    mine.send("/outcome", answer="not_fixed", reason="Still dark")
    assert mine.events == ["outcome_disputed"]
    assert mine.office.document(mine.id)["pending"][-1]["data"]["reason"] == "Still dark"
    assert "goes back to the professionals" in mine.look("/outcome")


def test_nobody_answers_twice(mine: Mine) -> None:
    mine.is_done()
    token = form_in(mine.look("/outcome"), f"{mine.path}/outcome")
    mine.browser.post(f"{mine.path}/outcome", data={**token, "answer": "fixed"})
    again = mine.browser.post(f"{mine.path}/outcome", data={**token, "answer": "not_fixed"})
    assert again.status_code == 409
    assert "You told us that it is fixed" in again.text
    assert mine.events == ["outcome_confirmed"]


def test_a_second_resolution_asks_anew(mine: Mine) -> None:
    mine.is_done(version=7)
    mine.send("/outcome", answer="not_fixed")
    mine.hears(CaseReopened(reason="not_fixed"), 9, ReportStatus.REOPENED)
    assert "It was not fixed after all. The works team has it again." in mine.look()
    mine.is_done(version=12)
    assert "Is it fixed?" in mine.look()
    mine.send("/outcome", answer="fixed")
    assert mine.events == ["outcome_disputed", "outcome_confirmed"]


def test_while_nothing_is_done_there_is_nothing_to_answer(mine: Mine) -> None:
    page = mine.look("/outcome")
    assert "nothing to answer just now" in page
    assert "look again in a minute" in page
    token = form_in(mine.look(), f"{mine.path}/write")
    assert mine.browser.post(f"{mine.path}/outcome", data={**token, "answer": "fixed"}).status_code == 409


def test_pressing_neither_button_changes_nothing(mine: Mine) -> None:
    mine.is_done()
    mine.send("/outcome", answer="perhaps")
    assert mine.events == []


@pytest.mark.parametrize("answer, told", [("fixed", "outcome_confirmed"), ("not_fixed", "outcome_disputed")])
def test_a_case_that_closed_unanswered_still_takes_the_answer(mine: Mine, answer: str, told: str) -> None:
    mine.is_done()
    closes(mine, CloseReason.UNCONFIRMED)
    page = mine.look()
    assert "It was done, and nobody has told us otherwise." in page
    assert f'href="{mine.path}/outcome"' in page
    assert "it is opened again" in mine.look("/outcome")
    assert mine.send("/outcome", answer=answer).status_code == 303
    assert mine.events == [told]
    after = mine.look()
    assert f'href="{mine.path}/outcome"' not in after
    assert ("goes back to the professionals" in after) is (answer == "not_fixed")


@pytest.mark.parametrize("reason", [CloseReason.CONFIRMED, CloseReason.NO_LONGER_NEEDED])
def test_a_case_that_closed_for_another_reason_asks_nothing(mine: Mine, reason: CloseReason) -> None:
    mine.is_done()
    closes(mine, reason)
    assert f'href="{mine.path}/outcome"' not in mine.look()
    page = mine.look("/outcome")
    assert "nothing to answer just now" in page
    assert "look again in a minute" not in page


@pytest.mark.parametrize("reason", CloseReason)
def test_a_case_that_is_over_offers_to_write_to_nobody(mine: Mine, reason: CloseReason) -> None:
    token = form_in(mine.look(), f"{mine.path}/write")
    mine.is_done()
    closes(mine, reason)
    page = mine.look()
    assert f"{mine.path}/write" not in page
    assert "nobody would read a message" in page
    assert ("/report?category=street_light" in page) is (reason is not CloseReason.UNCONFIRMED)
    for action in ("/write", "/edit"):
        refused = mine.browser.post(mine.path + action, data={**token, "text": "Thank you"})
        assert refused.status_code == 409
        assert "report it anew" in refused.text
    assert mine.events == []


def closes(mine: Mine, reason: CloseReason) -> None:
    mine.hears(CaseClosed(reason=reason), 9, ReportStatus.CLOSED, close_reason=reason)
