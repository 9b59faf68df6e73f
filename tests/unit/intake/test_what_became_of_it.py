"""What the case's events tell whoever reported it, in whatever order they come."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from services.intake.domain.draft import Unacceptable
from services.intake.domain.standing import status_of, turns_of
from services.intake.domain.story import StepCode
from services.intake.handlers.confirm_outcome import ConfirmOutcome, confirm_outcome
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from services.intake.handlers.refuse_helper import RefuseHelper, refuse_helper
from services.intake.handlers.say_no_longer_needed import SayNoLongerNeeded, say_no_longer_needed
from services.intake.handlers.withdraw_report import WithdrawReport, withdraw_report
from services.intake.queries.public_report import public_report
from shared.errors import IllegalMove, NotFound
from shared.events.intake import OutcomeConfirmed, OutcomeDisputed, ReportEdited, ReporterWrote
from shared.events.triage import (
    AssignmentOverdue,
    CaseClosed,
    CaseOpened,
    CaseProtected,
    CaseReopened,
    CaseRouted,
    Circle,
    CloseReason,
    HelperInvited,
    HelperOnWay,
    InvitationAccepted,
    InvitationDeclined,
    InvitationExpired,
    InvitationStoodDown,
    MessageWritten,
    PlaceDisclosed,
    ReportStatus,
    Route,
    TaskHandedBack,
)
from shared.ids import Reference
from shared.signs.signs import Signs
from tests.factories.reports import HERE, NOW, REFERENCE, REPORT_ID, WORDS, case_state, told
from tests.factories.reports import report as made
from tests.unit.intake.house import ID, RESOLVED, House

OPENED = CaseOpened(report_id=REPORT_ID, reference=REFERENCE, category="street_light", deadline_at=NOW)
ROUTED = CaseRouted(
    decision_id="d",
    route=Route.NEIGHBOURS,
    team="works",
    reason_codes=["neighbours_can"],
    policy="p",
    rule="r",
    is_urgent=False,
    deadline_at=NOW + timedelta(days=2),
)
INVITED = HelperInvited(
    invitation_id="i",
    person_id="eva",
    wave=1,
    expires_at=NOW,
    task="t",
    area=Circle(centre=HERE, radius_m=150),
    distance_band_m=[0, 500],
    minutes=30,
    why_me=[],
)
ACCEPTED = InvitationAccepted(person_id="bo", expected_by=NOW + timedelta(hours=2))


@pytest.fixture
def house() -> House:
    return House()


def test_before_triage_has_spoken_it_is_received(house: House) -> None:
    assert house.status.status is ReportStatus.RECEIVED
    assert [turn.status for turn in house.status.history] == [ReportStatus.RECEIVED]


STORY = (
    told(OPENED, version=1, state=case_state(ReportStatus.IN_TRIAGE)),
    told(ROUTED, version=3, state=case_state(ReportStatus.ASKING_NEIGHBOURS)),
    told(ACCEPTED, version=6, state=case_state(ReportStatus.NEIGHBOUR_ON_IT, assigned_to="bo")),
    told(RESOLVED, version=9, state=case_state(ReportStatus.DONE_UNCONFIRMED)),
    told(CaseReopened(reason="not_fixed"), version=11, state=case_state(ReportStatus.REOPENED)),
    told(RESOLVED, version=14, state=case_state(ReportStatus.DONE_UNCONFIRMED)),
    told(CaseClosed(reason=CloseReason.CONFIRMED), version=16, state=case_state(ReportStatus.CLOSED)),
)


@pytest.mark.parametrize("seed", range(8))
def test_events_may_come_twice_and_in_any_order(house: House, seed: int) -> None:
    shuffled = [*STORY, *STORY]
    Random(seed).shuffle(shuffled)  # noqa: S311 -- seeded, not secret
    house.hears(*shuffled)
    assert house.status.status is ReportStatus.CLOSED
    assert [turn.status.value for turn in house.status.history] == [
        "received",
        "in_triage",
        "asking_neighbours",
        "neighbour_on_it",
        "done_unconfirmed",
        "reopened",
        "done_unconfirmed",
        "closed",
    ]
    assert house.status.history[-1].reason == "confirmed"


@pytest.mark.parametrize(
    "happened",
    [
        InvitationDeclined(person_id="eva"),
        InvitationExpired(person_id="eva"),
        InvitationStoodDown(person_id="eva", reason="somebody_else_said_yes"),
        AssignmentOverdue(person_id="eva"),
        CaseProtected(danger_signs=["fire"]),
        MessageWritten(to="eva", text="for Eva alone"),
    ],
)
def test_R10_who_declined_or_was_late_leaves_no_trace(house: House, happened: object) -> None:
    house.hears(told(happened))
    assert house.mine.steps == ()
    assert "eva" not in repr(house.mine).lower()


def test_who_was_asked_is_not_told_and_a_wave_is_one_step(house: House) -> None:
    house.hears(told(INVITED, version=4), told(INVITED, version=5))
    assert "eva" not in repr(house.mine)


def test_messages_and_disclosures_are_shown_to_whom_they_concern(house: House) -> None:
    house.hears(
        told(MessageWritten(to="reporter", text="When are you at home?"), version=4, by="caseworker"),
        told(PlaceDisclosed(to="bo", what=["place", "words"], why="assigned"), version=5),
    )
    story = house.mine.story
    assert story is not None
    assert [(each.by, each.text) for each in story.messages] == [("caseworker", "When are you at home?")]
    assert [(each.to, each.what) for each in story.shown] == [("bo", ["place", "words"])]


def test_the_first_name_of_the_helper_is_shown_once_it_is_known(house: House) -> None:
    house.hears(told(ACCEPTED, state=case_state(ReportStatus.NEIGHBOUR_ON_IT, assigned_to="bo")))
    assert house.mine.names == {}
    house.people.keep_name("bo", "Bo", version=3)
    house.people.keep_name("bo", "Boris", version=2)
    assert house.mine.names == {"bo": "Bo"}


def test_a_foreign_secret_opens_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        house.mine_with("another")


def test_it_is_fixed_can_be_said_once_it_is_said_to_be_done(house: House) -> None:
    with pytest.raises(IllegalMove, match="nothing_to_answer"):
        confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    house.resolves()
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    assert house.reports.happened == [OutcomeConfirmed(resolution=5)]
    with pytest.raises(IllegalMove, match="answered_already"):
        dispute_outcome(DisputeOutcome(report_id=ID), reports=house.reports, stories=house.stories, words=WORDS)


def test_not_fixed_brings_the_reason_and_the_signs_in_it(house: House) -> None:
    house.resolves()
    command = DisputeOutcome(report_id=ID, reason="Now there is fire")
    dispute_outcome(command, reports=house.reports, stories=house.stories, words=WORDS)
    assert house.reports.happened == [OutcomeDisputed(resolution=5, reason="Now there is fire", danger_signs=["fire"])]


def test_a_later_resolution_can_be_answered_anew(house: House) -> None:
    house.resolves(version=5)
    dispute_outcome(DisputeOutcome(report_id=ID), reports=house.reports, stories=house.stories, words=WORDS)
    house.resolves(version=9)
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    assert house.reports.happened[-1] == OutcomeConfirmed(resolution=9)


def test_R14_after_withdrawing_nothing_of_what_follows_is_told(house: House) -> None:
    house.hears(*STORY[:2])
    withdraw_report(WithdrawReport(report_id=ID), reports=house.reports)
    later = NOW + timedelta(days=1)
    house.hears(told(ACCEPTED, version=6, state=case_state(ReportStatus.NEIGHBOUR_ON_IT), at=later))
    assert house.status.status is ReportStatus.WITHDRAWN
    assert house.status.route is None
    assert StepCode.HELPER_ACCEPTED not in [step.code for step in house.mine.steps]
    assert house.status.history[-1].status is ReportStatus.WITHDRAWN


def test_R14_a_withdrawn_report_is_not_public_any_more(house: House) -> None:
    public_report(Reference(REFERENCE), public_reports=house.reports, stories=house.stories)
    withdraw_report(WithdrawReport(report_id=ID), reports=house.reports)
    with pytest.raises(NotFound):
        public_report(Reference(REFERENCE), public_reports=house.reports, stories=house.stories)


@pytest.mark.parametrize("raised", [{"sensitive": True}, {"private": True}])
def test_R14_what_triage_protects_later_is_not_public_any_more(house: House, raised: dict[str, Any]) -> None:
    house.hears(told(CaseProtected(floor_signs=["money"]), state=case_state(**raised)))
    with pytest.raises(NotFound):
        public_report(Reference(REFERENCE), public_reports=house.reports, stories=house.stories)


def test_R9_a_helper_can_be_refused_until_they_are_on_the_way(house: House) -> None:
    with pytest.raises(IllegalMove, match="nobody_to_refuse"):
        refuse_helper(RefuseHelper(report_id=ID), reports=house.reports, stories=house.stories)
    assigned = case_state(ReportStatus.NEIGHBOUR_ON_IT, assigned_to="bo")
    house.hears(told(ACCEPTED, version=4, state=assigned))
    refuse_helper(RefuseHelper(report_id=ID), reports=house.reports, stories=house.stories)
    house.hears(told(HelperOnWay(person_id="bo"), version=5, state=assigned))
    with pytest.raises(IllegalMove, match="helper_on_way"):
        refuse_helper(RefuseHelper(report_id=ID), reports=house.reports, stories=house.stories)


def test_R9_the_next_helper_can_be_refused_although_an_earlier_one_had_set_out(house: House) -> None:
    house.hears(
        told(ACCEPTED, version=4),
        told(HelperOnWay(person_id="bo"), version=5),
        told(TaskHandedBack(person_id="bo"), version=6),
        told(ACCEPTED, version=8, state=case_state(ReportStatus.NEIGHBOUR_ON_IT, assigned_to="bo")),
    )
    refuse_helper(RefuseHelper(report_id=ID), reports=house.reports, stories=house.stories)
    assert len(house.reports.happened) == 1


def test_messages_and_new_words_are_kept_with_their_signs(house: House) -> None:
    house.writes("Cash was taken")
    house.edits("It is violent here")
    assert house.reports.happened == [
        ReporterWrote(text="Cash was taken", floor_signs=["money"]),
        ReportEdited(text="It is violent here", floor_signs=["violence"]),
    ]
    assert house.mine.report.signs == Signs(floor=("money", "violence"))


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001, "nul \0"])
def test_words_that_cannot_be_kept_are_refused(house: House, text: str) -> None:
    with pytest.raises(Unacceptable):
        house.writes(text)
    with pytest.raises(Unacceptable):
        house.edits(text)


def test_saying_that_it_is_not_needed_is_told_once(house: House) -> None:
    say_no_longer_needed(SayNoLongerNeeded(report_id=ID), reports=house.reports)
    say_no_longer_needed(SayNoLongerNeeded(report_id=ID), reports=house.reports)
    assert len(house.reports.happened) == 1


def test_the_own_withdrawal_counts_before_triage_has_heard_of_it() -> None:
    report = made()
    assert status_of(report, None) is ReportStatus.RECEIVED
    assert turns_of(report, None, withdrawn_at=NOW)[-1].status is ReportStatus.WITHDRAWN
