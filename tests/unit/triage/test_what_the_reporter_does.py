"""Given a case, when the reporter writes, answers, withdraws or refuses, however late, then this follows."""

from typing import Any

import pytest

from services.triage.domain import working
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.hearing import Told
from services.triage.domain.professionals import resolve
from services.triage.domain.public_state import public_state, report_status
from services.triage.domain.reasons import Ended, Why
from services.triage.domain.shelves import Shelf, shelves_of, team_shelf
from shared.events.intake import (
    Channel,
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReporterWrote,
    ReportNoLongerNeeded,
    ReportWithdrawn,
)
from shared.events.triage import (
    AssignmentRefused,
    CaseClosed,
    CaseReferredOut,
    CaseReopened,
    CaseResolved,
    CaseStatus,
    CaseTaken,
    CaseWithdrawn,
    CloseReason,
    FloorLifted,
    InvitationStoodDown,
    InvitationWithdrawn,
    PersonForgotten,
    ReporterHeard,
    ReportStatus,
    Route,
)
from tests.factories.cases import (
    ANNA,
    BO,
    DAY,
    HOUR,
    NOON,
    after,
    case_after,
    invited,
    opened,
)
from tests.unit.triage.hearing import CLOSED, HAS_IT, OFFERED, RESOLVED, hears


def follows(case: Case, told: Told, version: int = 2) -> Events:
    """What follows besides that it was heard."""
    heard, *more = hears(case, told, version)
    assert isinstance(heard, ReporterHeard)
    assert heard.version == version
    return tuple(more)


@pytest.mark.parametrize("by_sms, reader", [(True, "team"), (False, ANNA)])
def test_R5_what_came_by_text_message_is_for_the_team_alone(*, by_sms: bool, reader: str) -> None:
    """A neighbour reads what was written on the page of this very report, and never what may be about another one."""
    case = after(HAS_IT, *hears(HAS_IT, ReporterWrote(text="He comes at five.", by_sms=by_sms)))
    assert case.active, "the neighbour is still on it"
    assert [(each.to, each.text, each.by_sms) for each in case.messages] == [(reader, "He comes at five.", by_sms)]


def test_fixed_says_the_reporter() -> None:
    assert follows(RESOLVED, OutcomeConfirmed()) == (CaseClosed(reason=CloseReason.CONFIRMED),)


def test_a_yes_after_nobody_had_answered_counts_as_a_yes() -> None:
    assert follows(CLOSED, OutcomeConfirmed()) == (CaseClosed(reason=CloseReason.CONFIRMED),)


def test_a_second_yes_says_nothing_new() -> None:
    closed = after(RESOLVED, *hears(RESOLVED, OutcomeConfirmed()))
    assert follows(closed, OutcomeConfirmed(), 3) == ()


def test_a_yes_before_anything_was_done_says_nothing() -> None:
    assert follows(OFFERED, OutcomeConfirmed()) == ()


@pytest.mark.parametrize("case", [RESOLVED, CLOSED])
def test_not_fixed_however_late_goes_back_to_professionals(case: Case) -> None:
    reopened = after(case, *hears(case, OutcomeDisputed(reason="Still covered.")))
    assert (reopened.status, report_status(reopened)) == (CaseStatus.REOPENED, ReportStatus.REOPENED)
    assert (reopened.decision.route, reopened.decision.reason_codes) == (Route.PROFESSIONAL, [Why.NOT_FIXED])
    assert reopened.messages[-1].text == "Still covered."
    assert (reopened.outcome, reopened.past_outcomes) == (None, [case.outcome])
    assert public_state(reopened).answer_by is None


def test_not_fixed_said_twice_reopens_once() -> None:
    reopened = after(RESOLVED, *hears(RESOLVED, OutcomeDisputed()))
    assert follows(reopened, OutcomeDisputed(), 3) == ()


def test_fixed_after_all_closes_what_was_reopened() -> None:
    reopened = after(RESOLVED, *hears(RESOLVED, OutcomeDisputed()))
    assert follows(reopened, OutcomeConfirmed(), 3) == (CaseClosed(reason=CloseReason.CONFIRMED),)


def test_what_was_heard_is_not_heard_again() -> None:
    heard = after(RESOLVED, *hears(RESOLVED, OutcomeConfirmed()))
    assert hears(heard, OutcomeConfirmed()) == ()
    assert hears(heard, OutcomeDisputed(), 1) == ()


def test_no_longer_needed_stands_everybody_down() -> None:
    assert follows(OFFERED, ReportNoLongerNeeded()) == (
        InvitationStoodDown(person_id=ANNA, reason=Ended.NO_LONGER_NEEDED),
        InvitationStoodDown(person_id=BO, reason=Ended.NO_LONGER_NEEDED),
        CaseClosed(reason=CloseReason.NO_LONGER_NEEDED),
    )


def test_no_longer_needed_calls_off_who_has_it() -> None:
    assert AssignmentRefused(person_id=ANNA, reason=Ended.NO_LONGER_NEEDED) in follows(HAS_IT, ReportNoLongerNeeded())


def test_no_longer_needed_does_not_close_where_somebody_may_be_in_danger() -> None:
    case = case_after(opened(route=Route.PROFESSIONAL, floor_signs=["child_at_risk"]))
    assert follows(case, ReportNoLongerNeeded()) == ()


def test_R18_the_history_says_that_it_is_no_longer_needed_also_where_it_goes_on() -> None:
    case = case_after(opened(route=Route.PROFESSIONAL, floor_signs=["child_at_risk"]))
    assert [
        heard.no_longer_needed for heard in hears(case, ReportNoLongerNeeded()) if isinstance(heard, ReporterHeard)
    ] == [True]
    assert [heard.no_longer_needed for heard in hears(case, ReportWithdrawn()) if isinstance(heard, ReporterHeard)] == [
        False
    ]


def test_R14_withdrawing_silences_and_closes() -> None:
    withdrawn = after(OFFERED, *hears(OFFERED, ReportWithdrawn()))
    assert (withdrawn.status, withdrawn.close_reason) == (CaseStatus.CLOSED, CloseReason.WITHDRAWN)
    assert report_status(withdrawn) is ReportStatus.WITHDRAWN
    assert not withdrawn.standing


@pytest.mark.parametrize("kind", ["danger_signs", "floor_signs"])
def test_R14_a_case_with_a_sign_stays_open_for_professionals(kind: str) -> None:
    signs: dict[str, Any] = {kind: ["a_sign"]}
    case = case_after(opened(route=Route.PROFESSIONAL, **signs))
    withdrawn = after(case, *hears(case, ReportWithdrawn()))
    assert (withdrawn.status, withdrawn.is_over) == (CaseStatus.WITHDRAWN, False)
    assert report_status(withdrawn) is ReportStatus.WITHDRAWN


def test_R14_work_on_a_withdrawn_case_ends_without_asking_the_reporter() -> None:
    case = case_after(opened(route=Route.PROFESSIONAL, danger_signs=["gas"]), CaseWithdrawn(stays_open=True))
    ended = after(case, *resolve(case, action="repaired", words="Safe now.", answer_by=NOON + DAY))
    assert (ended.status, ended.close_reason) == (CaseStatus.CLOSED, CloseReason.WITHDRAWN)


def test_R14_what_is_closed_can_still_be_withdrawn() -> None:
    assert follows(CLOSED, ReportWithdrawn()) == (CaseWithdrawn(stays_open=False),)


def test_R14_withdrawing_twice_says_nothing_new() -> None:
    withdrawn = after(OFFERED, *hears(OFFERED, ReportWithdrawn()))
    assert follows(withdrawn, ReportWithdrawn(), 3) == ()
    assert follows(withdrawn, OutcomeDisputed(), 4) == ()


def test_R1_danger_in_new_words_takes_the_case_from_neighbours() -> None:
    told = hears(HAS_IT, ReporterWrote(text="It smells of gas.", danger_signs=["gas"]))
    case = after(HAS_IT, *told)
    assert AssignmentRefused(person_id=ANNA, reason=Ended.PROTECTION_RAISED) in told
    assert (case.danger_signs, case.decision.reason_codes) == (["gas"], [Why.PROTECTION_RAISED])


def test_R5_words_with_a_sign_are_for_the_team_and_never_were_the_helpers_who_leaves_because_of_them() -> None:
    told = ReporterWrote(text="He beats my daughter.", danger_signs=["child_in_danger"])
    case = after(HAS_IT, *hears(HAS_IT, told))
    assert [(message.text, message.to) for message in case.messages] == [(told.text, "team")]
    forgotten = after(case, PersonForgotten(person_ids=[ANNA]))
    assert forgotten.messages[-1].text == told.text, "the team keeps what somebody told it"


def test_R2_a_floor_sign_in_an_edited_report_withdraws_invitations() -> None:
    told = hears(OFFERED, ReportEdited(text="A child is alone.", floor_signs=["child_at_risk"]))
    assert InvitationWithdrawn(person_id=ANNA, reason=Ended.PROTECTION_RAISED) in told
    assert after(OFFERED, *told).told.text == "A child is alone."


def test_a_sign_that_stands_already_changes_nothing() -> None:
    case = case_after(opened(route=Route.PROFESSIONAL, floor_signs=["child_at_risk"]))
    assert follows(case, ReporterWrote(text="Again.", floor_signs=["child_at_risk"])) == ()


def test_R2_a_sign_that_was_lifted_is_raised_again_by_new_words() -> None:
    lifted = after(
        case_after(opened(floor_signs=["child_at_risk"]), FloorLifted(lead="lea", second="kai")), *invited(ANNA)
    )
    told = hears(lifted, ReporterWrote(text="The child is hungry.", floor_signs=["child_at_risk"]))
    assert InvitationWithdrawn(person_id=ANNA, reason=Ended.PROTECTION_RAISED) in told
    assert after(lifted, *told).bears_floor


@pytest.mark.parametrize("told", [ReporterWrote(text="Again.", floor_signs=["child_at_risk"])])
@pytest.mark.parametrize(
    "end",
    [
        CaseResolved(action="visited", words="We were there.", answer_by=NOON + DAY),
        CaseClosed(reason=CloseReason.CONFIRMED),
        CaseReferredOut(to="the school"),
    ],
)
def test_R2_what_is_over_is_opened_again_by_a_sign_that_it_bore_already(
    end: CaseResolved | CaseClosed | CaseReferredOut, told: Told
) -> None:
    case = case_after(opened(route=Route.PROFESSIONAL, floor_signs=["child_at_risk"]), end)
    assert after(case, *hears(case, told)).status is CaseStatus.REOPENED


@pytest.mark.parametrize("case", [RESOLVED, CLOSED])
def test_a_sign_in_words_after_the_end_opens_the_case_again(case: Case) -> None:
    told = hears(case, ReporterWrote(text="Now they threaten me.", floor_signs=["violence"]))
    assert CaseReopened(reason="sign_noticed") in told
    assert after(case, *told).status is CaseStatus.REOPENED


@pytest.mark.parametrize(
    "told", [ReporterWrote(text="Gas.", danger_signs=["gas"]), ReportEdited(text="Gas.", danger_signs=["gas"])]
)
def test_R1_danger_brings_back_what_another_body_has_and_it_stands_among_what_is_urgent(told: Told) -> None:
    referred = case_after(opened(route=Route.PROFESSIONAL), CaseReferredOut(to="the railway"))
    assert shelves_of(referred) == []
    happened = hears(referred, told)
    back = after(referred, *happened)
    assert CaseReopened(reason="sign_noticed") in happened
    assert team_shelf(back.decision.team, Shelf.URGENT) in shelves_of(back)
    assert hears(back, told, 2) == ()


def test_a_dispute_with_a_sign_is_decided_once() -> None:
    told = hears(RESOLVED, OutcomeDisputed(reason="They threaten me.", floor_signs=["violence"]))
    reopened = after(RESOLVED, *told)
    assert len(reopened.decisions) == len(RESOLVED.decisions) + 1
    assert reopened.floor_signs == ["violence"]


def test_words_reach_whoever_works_on_it() -> None:
    assert after(HAS_IT, *hears(HAS_IT, ReporterWrote(text="The shovel is by the door."))).messages[-1].to == ANNA
    assert after(OFFERED, *hears(OFFERED, ReporterWrote(text="Thanks."))).messages[-1].to == "team"


def test_R9_before_they_set_out_the_reporter_may_want_somebody_else() -> None:
    told = follows(HAS_IT, HelperRefusedByReporter(person_id=ANNA))
    assert told[0] == AssignmentRefused(person_id=ANNA, reason=Ended.REPORTER_REFUSED)
    assert after(HAS_IT, *told).asking is not None


def test_R9_afterwards_it_is_too_late() -> None:
    on_way = after(HAS_IT, *working.set_out(HAS_IT, person_id=ANNA, at=NOON, ends_after=HOUR))
    assert follows(on_way, HelperRefusedByReporter(person_id=ANNA)) == ()


def test_another_body_is_not_the_end() -> None:
    referred = case_after(opened(route=Route.PROFESSIONAL), CaseReferredOut(to="the railway"))
    assert report_status(referred) is ReportStatus.REFERRED_OUT
    assert after(referred, *hears(referred, OutcomeDisputed())).status is CaseStatus.REOPENED


def test_whoever_reopens_it_keeps_whoever_took_it() -> None:
    taken = case_after(opened(route=Route.PROFESSIONAL), CaseTaken(person_id="kai"))
    done = after(taken, *resolve(taken, action="repaired", words="Done.", answer_by=NOON + DAY))
    assert after(done, *hears(done, OutcomeDisputed())).taken_by == "kai"


def test_neighbours_are_told_nothing_that_other_services_need_not_know() -> None:
    assert "covered" not in repr(public_state(HAS_IT))
    assert public_state(OFFERED).asked == 2


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_is_heard(channel: Channel) -> None:
    assert case_after(opened(channel=channel)).told.channel == channel
