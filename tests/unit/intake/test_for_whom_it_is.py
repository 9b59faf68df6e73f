"""R4: whoever says that a neighbour may help at a home says for whom, and whether somebody else was asked."""

from zoneinfo import ZoneInfo

import pytest

from services.intake.domain.draft import Problem
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.api.consent import consent_in
from services.intake.entrypoints.web.forms.report_form import ReportForm
from shared.events.intake import Consent, ConsentAnswer, ForWhom
from tests.factories.reports import CATALOGUE

YES, NO, NOT_ASKED = ConsentAnswer.YES, ConsentAnswer.NO, ConsentAnswer.NOT_ASKED


def form(*, by_staff: bool = False, **typed: str) -> ReportForm:
    return ReportForm({"category": "snow_clearing", **typed}, CATALOGUE, ZoneInfo("UTC"), by_staff=by_staff)


def consent(*, by_staff: bool = False, **typed: str) -> Consent:
    return form(by_staff=by_staff, **typed).consent("v7")


def test_R4_whoever_says_yes_is_asked_for_whom() -> None:
    assert form(consent="yes").asks_more
    assert list(form(consent="yes", asked="snow_clearing").unanswered()) == [
        Problem(field="for_whom", wrong=Wrong.MISSING)
    ]
    assert not form(consent="yes", asked="snow_clearing", for_whom="me").asks_more
    assert not list(form(consent="yes", for_whom="me").unanswered())


def test_whoever_said_for_whom_in_the_first_place_is_not_asked_again() -> None:
    assert not form(consent="yes", for_whom="somebody_else").asks_more
    assert not list(form(consent="yes", for_whom="somebody_else").unanswered())


def test_whoever_says_no_is_asked_no_more() -> None:
    assert not form(consent="no").asks_more
    assert not list(form(consent="no").unanswered())


@pytest.mark.parametrize("category", ["street_light", "child_at_risk", "no such"])
def test_for_whom_it_is_matters_only_at_a_home_and_never_where_there_is_a_sign(category: str) -> None:
    told = form(category=category, consent="yes", for_whom="somebody_else")
    assert not told.asks_more
    assert not list(told.unanswered())
    assert told.consent("v7").for_whom is ForWhom.NOT_ASKED


@pytest.mark.parametrize("said, counts", [("yes", YES), ("no", NO), ("", NO), ("perhaps", NO)])
def test_R4_for_somebody_else_saying_nothing_means_that_they_were_not_asked(said: str, counts: ConsentAnswer) -> None:
    told = consent(consent="yes", for_whom="somebody_else", they_agreed=said)
    assert told == Consent(answer=YES, wording="v7", for_whom=ForWhom.SOMEBODY_ELSE, they_agreed=counts)
    assert told.is_given is (counts is YES)


def test_R4_a_yes_of_which_nobody_knows_for_whom_is_none_however_the_report_came_in() -> None:
    """Where there is a sign it is taken all the same; the floor may be lifted later."""
    assert consent(consent="yes") == Consent(
        answer=NOT_ASKED, wording="v7", for_whom=ForWhom.NOT_ASKED, they_agreed=NOT_ASKED
    )
    assert not consent(consent="yes", for_whom="perhaps").is_given
    assert consent(category="street_light", consent="yes").is_given


def test_what_was_said_of_somebody_else_does_not_count_when_it_is_for_oneself() -> None:
    told = consent(consent="yes", for_whom="me", they_agreed="no")
    assert told == Consent(answer=YES, wording="v7", for_whom=ForWhom.ME)
    assert told.is_given


def test_an_answer_that_is_none_is_asked_for_again() -> None:
    assert list(form(consent="yes", for_whom="not_asked").unanswered())


@pytest.mark.parametrize("said, counts", [("yes", YES), ("no", NO)])
def test_staff_write_down_the_answer_of_the_person_it_is_for(said: str, counts: ConsentAnswer) -> None:
    assert not form(by_staff=True, consent="yes").asks_more
    told = consent(by_staff=True, consent=said)
    assert told == Consent(answer=counts, wording="v7", for_whom=ForWhom.SOMEBODY_ELSE, they_agreed=counts)


@pytest.mark.parametrize(
    "sent, counts, is_a_yes",
    [
        ({"for_whom": None, "they_agreed": None}, NOT_ASKED, True),
        ({"for_whom": "me", "they_agreed": True}, NOT_ASKED, True),
        ({"for_whom": "somebody_else", "they_agreed": True}, YES, True),
        ({"for_whom": "somebody_else", "they_agreed": False}, NO, False),
        ({"for_whom": "somebody_else", "they_agreed": None}, NOT_ASKED, False),
    ],
    ids=str,
)
def test_R4_programs_say_it_in_three_fields(sent: dict[str, object], counts: ConsentAnswer, is_a_yes: object) -> None:
    found = consent_in({"neighbour_consent": True, **sent}, "v7")
    assert (found.answer, found.they_agreed, found.is_given) == (YES, counts, is_a_yes)
