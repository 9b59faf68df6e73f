"""Whoever took a case hears that its report reads otherwise now, was taken back, or is needed no longer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.notify.domain.delivery import Recipient
from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.note import Note
from services.notify.domain.scene import Scene
from services.notify.domain.telling import notes_for, when_it_is_needed_no_longer, when_it_is_put_in_other_words
from services.notify.handlers.hear_report import HearReport
from shared.events import triage
from shared.events.triage import CaseState, CloseReason
from tests.factories.notify import NOON, REPORT, case_state, matter, report_state, seen
from tests.fakes.ears import ROUTED, Room


def told(
    happened: object,
    *,
    remembered: CaseSeen,
    state: CaseState | None = None,
    known: Matter | None = None,
    by: str = "triage",
) -> Sequence[Note]:
    return notes_for(happened, Scene(state=state or case_state(), matter=known or matter(), seen=remembered, by=by))


def said(notes: Sequence[Note]) -> list[tuple[str, str, object]]:
    return [(note.message, note.audience.value, note.to) for note in notes]


def test_whoever_took_it_hears_that_it_reads_otherwise_now_without_its_words() -> None:
    notes = when_it_is_put_in_other_words(matter(case=seen(taken_by="kim", helpers=("alma",))))
    assert said(notes) == [("reworded", "caseworker", Recipient(person_id="kim"))]
    assert [note.words for note in notes] == [""]
    assert when_it_is_put_in_other_words(matter(case=seen())) == ()
    assert when_it_is_put_in_other_words(matter(case=None)) == ()
    assert when_it_is_put_in_other_words(matter(is_withdrawn=True, case=seen(taken_by="kim"))) == ()


SAFEGUARDING = replace(ROUTED, team="safeguarding")


def test_whoever_had_it_hears_that_another_team_has_it_now() -> None:
    kim = seen(taken_by="kim", told_team="lighting", told_route=triage.Route.PROFESSIONAL)
    elsewhere = case_state(team="safeguarding")
    for event in (SAFEGUARDING, triage.CaseReopened(reason="sign")):
        notes = [each for each in told(event, remembered=kim, state=elsewhere) if each.audience != "reporter"]
        assert said(notes) == [("another_team", "caseworker", Recipient(person_id="kim"))]
        assert (notes[0].facts, notes[0].words) == ({}, "")


@pytest.mark.parametrize(
    "remembered, event, by",
    [
        (seen(taken_by="kim", told_team="lighting"), ROUTED, "triage"),
        (seen(taken_by="kim", told_team="lighting"), SAFEGUARDING, "kim"),
        (seen(taken_by=None, told_team="lighting"), SAFEGUARDING, "triage"),
        (seen(taken_by="kim", told_team="lighting", status="closed"), SAFEGUARDING, "triage"),
    ],
    ids=["the team keeps it", "they passed it on themselves", "nobody had it", "it was over"],
)
def test_nobody_hears_of_another_team_who_has_it_still_or_knows(remembered: CaseSeen, event: object, by: str) -> None:
    assert "another_team" not in [each.message for each in told(event, remembered=remembered, by=by)]


WROTE = HearReport(
    report_id=REPORT,
    event_id="event-9",
    version=2,
    at=NOON,
    state=report_state(sensitive=True),
    state_version=2,
    correlation_id="correlation-1",
    has_written=True,
)


def test_R16_that_another_team_has_it_is_told_although_the_same_words_were_news_already() -> None:
    room = Room(matter(is_sensitive=True, case=seen(taken_by="kim", told_team="streets")))
    room.hear_report(WROTE)
    for _ in range(2):
        room.hear(version=3, event_id="event-10", cause="event-9", sensitive=True)
    assert [each.message for each in room.deliveries.all if each.to.person_id == "kim"] == [
        "reporter_wrote",
        "another_team",
    ]


WITHDRAWN = triage.CaseClosed(reason=CloseReason.WITHDRAWN)
NOT_NEEDED = triage.CaseClosed(reason=CloseReason.NO_LONGER_NEEDED)


def test_whoever_took_it_hears_that_it_was_taken_back_once_and_whether_it_goes_on_R14() -> None:
    kim, gone = seen(taken_by="kim"), matter(is_withdrawn=True)
    (over,) = told(WITHDRAWN, remembered=kim, known=gone)
    (goes_on,) = told(triage.CaseWithdrawn(stays_open=True), remembered=kim, known=gone)
    assert said([over, goes_on]) == [("taken_back", "caseworker", Recipient(person_id="kim"))] * 2
    assert (over.facts, goes_on.facts) == ({"stays_open": False}, {"stays_open": True})
    assert (over.words, goes_on.words) == ("", "")
    assert told(triage.CaseWithdrawn(stays_open=False), remembered=kim, known=gone) == ()


def test_nobody_hears_of_what_was_taken_back_who_did_not_take_it_or_did_it_themselves() -> None:
    for event in (WITHDRAWN, triage.CaseWithdrawn(stays_open=True), NOT_NEEDED):
        assert told(event, remembered=seen()) == ()
        assert told(event, remembered=seen(taken_by="kim"), by="kim") == ()
        elsewhere = seen(taken_by="kim", told_team="lighting")
        assert told(event, remembered=elsewhere, state=case_state(team="streets")) == ()


def test_whoever_took_it_hears_that_it_is_needed_no_longer_and_that_it_is_closed() -> None:
    (note,) = told(NOT_NEEDED, remembered=seen(taken_by="kim", helped=("alma",)))
    assert said([note]) == [("no_longer_needed", "caseworker", Recipient(person_id="kim"))]
    assert (note.facts, note.words) == ({"stays_open": False}, "")


def test_R14_what_bears_a_sign_stays_open_although_it_is_needed_no_longer_and_whoever_took_it_hears_both() -> None:
    notes = when_it_is_needed_no_longer(matter(is_sensitive=True, case=seen(taken_by="kim")))
    assert said(notes) == [("no_longer_needed", "caseworker", Recipient(person_id="kim"))]
    assert [(note.facts, note.words) for note in notes] == [({"stays_open": True}, "")]
    raised_at_the_desk = matter(case=seen(taken_by="kim", is_sensitive=True))
    assert said(when_it_is_needed_no_longer(raised_at_the_desk)) == said(notes)


def test_of_what_closes_by_it_whoever_took_it_hears_when_it_is_closed_and_not_before() -> None:
    assert when_it_is_needed_no_longer(matter(case=seen(taken_by="kim"))) == ()


def test_nobody_hears_twice_of_what_was_over_taken_back_or_with_nobody() -> None:
    kim = seen(taken_by="kim")
    for known in (
        matter(is_sensitive=True, case=None),
        matter(is_sensitive=True, case=seen()),
        matter(is_sensitive=True, case=replace(kim, status="closed")),
        matter(is_sensitive=True, is_withdrawn=True, case=kim),
    ):
        assert when_it_is_needed_no_longer(known) == ()


@pytest.mark.parametrize(
    "reason, is_needed", [("no_longer_needed", False), ("withdrawn_by_reporter", False), ("reporter_refused", True)]
)
def test_a_neighbour_who_had_said_yes_hears_whether_it_is_needed_and_no_other_reason_R9(
    reason: str, *, is_needed: bool
) -> None:
    (note,) = told(triage.AssignmentRefused(person_id="alma", reason=reason), remembered=seen(helpers=("alma",)))
    assert said([note]) == [("refused", "helper", Recipient(person_id="alma"))]
    assert note.facts == {"is_needed": is_needed}
