"""Given what happened to a report, when its teller acts, then this follows."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain import moves
from services.intake.domain.report import Report
from services.intake.domain.report_evolve import evolve, public_state
from shared.errors import IllegalMove
from shared.events.codec import dump
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReporterWrote,
    ReportEvent,
    ReportNoLongerNeeded,
    ReportWithdrawn,
)
from shared.events.schema import schema
from shared.signs.signs import NO_SIGNS, Signs
from tests.factories.reports import report as after

FIRE = Signs(danger=("fire",))


def test_what_was_told_is_kept() -> None:
    report = after()
    assert (report.text, report.contact_id, report.secret) == ("The lamp is out.", "hash-of-ada", "hash-of-secret")


def test_taking_it_back_twice_says_nothing_new() -> None:
    assert moves.withdraw(after()) == (ReportWithdrawn(),)
    assert moves.withdraw(after(ReportWithdrawn())) == ()


def test_R14_after_taking_it_back_nothing_more_is_said_about_it() -> None:
    gone = after(ReportWithdrawn())
    attempts: list[Callable[[], object]] = [
        lambda: moves.say_no_longer_needed(gone),
        lambda: moves.confirm_outcome(gone, resolution=7),
        lambda: moves.dispute_outcome(gone, resolution=7, reason="", noticed=NO_SIGNS),
        lambda: moves.write_message(gone, text="x", noticed=NO_SIGNS, is_over=False),
        lambda: moves.edit(gone, text="x", noticed=NO_SIGNS, is_over=False),
        lambda: moves.refuse_helper(gone, person_id="bo"),
    ]
    for attempt in attempts:
        with pytest.raises(IllegalMove, match="report_withdrawn"):
            attempt()
    assert not gone.is_public


def test_saying_twice_that_it_is_not_needed_says_nothing_new() -> None:
    assert moves.say_no_longer_needed(after()) == (ReportNoLongerNeeded(),)
    assert moves.say_no_longer_needed(after(ReportNoLongerNeeded())) == ()


def test_each_resolution_is_answered_once() -> None:
    disputed = after(OutcomeDisputed(resolution=7, reason="dark"))
    with pytest.raises(IllegalMove, match="answered_already"):
        moves.confirm_outcome(disputed, resolution=7)
    assert moves.confirm_outcome(disputed, resolution=12) == (OutcomeConfirmed(resolution=12),)
    with pytest.raises(IllegalMove, match="answered_already"):
        moves.dispute_outcome(after(OutcomeConfirmed(resolution=12)), resolution=12, reason="", noticed=NO_SIGNS)


def test_the_answer_is_remembered() -> None:
    assert after(OutcomeConfirmed(resolution=7)).is_fixed
    assert not after(OutcomeConfirmed(resolution=7), OutcomeDisputed(resolution=12)).is_fixed


def test_R2_words_written_later_only_ever_add_signs() -> None:
    report = after(ReporterWrote(text="fire", danger_signs=["fire"]))
    assert report.is_sensitive
    assert evolve(report, ReportEdited(text="all is well")).danger_signs == ["fire"]
    (wrote,) = moves.write_message(
        report, text="fire, violence", noticed=Signs(danger=("fire",), floor=("violence",)), is_over=False
    )
    assert wrote == ReporterWrote(text="fire, violence", danger_signs=["fire"], floor_signs=["violence"])


def test_the_same_words_again_are_no_edit() -> None:
    assert moves.edit(after(), text="The lamp is out.", noticed=NO_SIGNS, is_over=False) == ()
    assert moves.edit(after(), text="Fire", noticed=FIRE, is_over=False) == (
        ReportEdited(text="Fire", danger_signs=["fire"]),
    )


def test_a_helper_is_refused_once() -> None:
    assert moves.refuse_helper(after(), person_id="bo") == (HelperRefusedByReporter(person_id="bo"),)
    refused = after(HelperRefusedByReporter(person_id="bo"))
    assert moves.refuse_helper(refused, person_id="bo") == ()
    assert moves.refuse_helper(refused, person_id="eva") == (HelperRefusedByReporter(person_id="eva"),)


def test_there_is_an_end_of_messages() -> None:
    talkative = after(*(ReporterWrote(text=str(number)) for number in range(moves.MOST_MESSAGES)))
    with pytest.raises(IllegalMove, match="too_many_messages"):
        moves.write_message(talkative, text="one more", noticed=NO_SIGNS, is_over=False)


def test_R1_no_number_of_other_messages_keeps_anybody_from_telling_of_danger() -> None:
    fire, knife = ReporterWrote(text="x", danger_signs=["fire"]), Signs(danger=("violence_now",))
    talkative = after(*(ReporterWrote(text="x") for _ in range(moves.MOST_MESSAGES)))
    assert moves.write_message(talkative, text="He has a knife", noticed=knife, is_over=False)
    alarming = after(*[fire] * moves.MOST_ALARMING)
    assert moves.write_message(alarming, text="The lamp", noticed=NO_SIGNS, is_over=False)
    with pytest.raises(IllegalMove, match="too_many_messages"):
        moves.write_message(alarming, text="He has a knife", noticed=knife, is_over=False)


@pytest.mark.parametrize(
    "told",
    [{"at_home": True}, {"private": True}, {"danger_signs": ["fire"]}, {"floor_signs": ["money"]}],
)
def test_R5_what_is_at_home_private_or_sensitive_is_not_public(told: dict[str, Any]) -> None:
    assert after().is_public
    assert not after(**told).is_public


def test_other_services_learn_codes_and_no_words() -> None:
    shown = dump(public_state(after(ReporterWrote(text="Call me on 12345678"))))
    assert "12345678" not in str(shown)
    assert "The lamp is out." not in str(shown)
    assert not {"text", "place", "address", "answers"} & shown.keys()


_LATER = st.sampled_from(
    [
        ReportEdited(text="other", floor_signs=["money"]),
        ReportWithdrawn(),
        ReportNoLongerNeeded(),
        OutcomeConfirmed(resolution=3),
        OutcomeDisputed(resolution=4, reason="dark", danger_signs=["fire"]),
        ReporterWrote(text="hello", danger_signs=["life"]),
        HelperRefusedByReporter(person_id="bo"),
    ]
)


@given(st.lists(_LATER, max_size=8))
def test_signs_never_go_and_a_report_can_always_be_kept(happened: list[ReportEvent]) -> None:
    report = after()
    for event in happened:
        later = evolve(report, event)
        assert set(report.danger_signs) <= set(later.danger_signs)
        assert set(report.floor_signs) <= set(later.floor_signs)
        report = later
    assert schema(Report).load(dump(report)) == report
    assert len(fields(report)) == len(dump(report))
