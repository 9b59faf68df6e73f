"""Given a neighbour who has the slot, when they work, stop or are not heard of, then this follows."""

from datetime import timedelta

import pytest

from services.triage.domain import due, working
from services.triage.domain.alarms import Alarm, Raised, acknowledge, alarms
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.public_state import public_state, report_status
from services.triage.domain.reasons import Ended, No, Why
from services.triage.domain.shelves import alarm_shelf, shelves_of
from services.triage.domain.working import Done
from shared.errors import IllegalMove, NotEligible, NotFound
from shared.events.triage import (
    AbortedUnsafe,
    AlarmAcknowledged,
    AskingPlanned,
    AssignmentOverdue,
    AssignmentRefused,
    CaseClosed,
    CaseEscalated,
    CaseResolved,
    CaseRouted,
    CaseStatus,
    CloseReason,
    HelperOnSite,
    HelperOnWay,
    InvitationExpired,
    ReportStatus,
    Route,
    TaskCompleted,
    TaskHandedBack,
)
from tests.factories.cases import (
    ANNA,
    ASKING_ENDS,
    BO,
    DAY,
    DEADLINE,
    HOUR,
    NOON,
    accepted,
    after,
    case_after,
    invited,
    opened,
    to_professionals,
)

HAS_IT = case_after(opened(), invited(ANNA), accepted(ANNA))
DONE = Done(action="neighbour_helped", answer_by=NOON + 3 * DAY, words="All clear.")


def sets_out(case: Case) -> Events:
    return working.set_out(case, person_id=ANNA, at=NOON, ends_after=2 * HOUR)


def completes(case: Case, person: str = ANNA) -> Events:
    return working.complete(case, person_id=person, minutes=25, done=DONE)


ON_WAY = after(HAS_IT, *sets_out(HAS_IT))


def test_setting_out_says_when_the_work_should_end() -> None:
    assert sets_out(HAS_IT) == (HelperOnWay(person_id=ANNA, expected_by=NOON + 2 * HOUR),)
    assert ON_WAY.status is CaseStatus.IN_PROGRESS


def test_whoever_arrives_without_having_set_out_has_set_out() -> None:
    there = working.arrive(HAS_IT, person_id=ANNA, at=NOON, ends_after=2 * HOUR)
    assert there == (*sets_out(HAS_IT), HelperOnSite(person_id=ANNA))


def test_saying_it_twice_says_nothing_new() -> None:
    assert sets_out(ON_WAY) == ()
    done = after(ON_WAY, *completes(ON_WAY))
    assert completes(done) == ()


def test_done_asks_the_reporter_whether_it_is_fixed() -> None:
    assert completes(ON_WAY) == (
        TaskCompleted(person_id=ANNA, minutes=25),
        CaseResolved(action="neighbour_helped", answer_by=NOON + 3 * DAY, words="All clear.", by_helper=True),
    )
    done = after(ON_WAY, *completes(ON_WAY))
    assert (done.status, report_status(done)) == (CaseStatus.RESOLVED_UNCONFIRMED, ReportStatus.DONE_UNCONFIRMED)
    assert public_state(done).assigned_to == ANNA


def test_where_a_professional_owns_it_they_say_when_it_is_done() -> None:
    together = case_after(opened(route=Route.BOTH), invited(ANNA), accepted(ANNA))
    assert completes(together) == (TaskCompleted(person_id=ANNA, minutes=25),)
    assert after(together, *completes(together)).status is CaseStatus.ROUTED


def test_a_task_for_two_is_done_when_both_are() -> None:
    two = case_after(opened(slots=2), invited(ANNA, BO), accepted(ANNA), accepted(BO))
    first = completes(two)
    assert first == (TaskCompleted(person_id=ANNA, minutes=25),)
    assert isinstance(completes(after(two, *first), BO)[1], CaseResolved)


def test_whoever_does_not_have_the_slot_cannot_work_on_it() -> None:
    with pytest.raises(NotEligible, match=No.NOT_ASSIGNED):
        completes(HAS_IT, BO)


def test_whoever_handed_it_back_has_it_no_more() -> None:
    gone = after(HAS_IT, TaskHandedBack(person_id=ANNA))
    with pytest.raises(IllegalMove, match=No.NOT_ASSIGNED):
        completes(gone)


def test_R10_handing_back_asks_others_and_blames_nobody() -> None:
    assert working.hand_back(HAS_IT, person_id=ANNA, at=NOON + HOUR, redecide=to_professionals) == (
        TaskHandedBack(person_id=ANNA),
        AskingPlanned(wave=0, next_at=NOON + HOUR, ends_at=ASKING_ENDS),
    )


def test_R12_a_hand_back_after_asking_has_ended_leaves_nobody_waiting_for_an_answer() -> None:
    two = case_after(opened(slots=2), invited(ANNA, BO), accepted(ANNA))
    back = working.hand_back(two, person_id=ANNA, at=ASKING_ENDS, redecide=to_professionals)
    assert back[:2] == (TaskHandedBack(person_id=ANNA), InvitationExpired(person_id=BO))
    assert not after(two, *back).standing
    assert after(two, *back).decision.route is Route.PROFESSIONAL


def test_R8_unsafe_reaches_the_coordinator_and_nobody_else_is_sent() -> None:
    two = case_after(opened(slots=2), invited(ANNA, BO, "carl"), accepted(ANNA), accepted(BO))
    told = working.tell_unsafe(two, person_id=ANNA, redecide=to_professionals)
    assert told[0] == AbortedUnsafe(person_id=ANNA)
    assert AssignmentRefused(person_id=BO, reason=Ended.UNSAFE) in told
    then = after(two, *told)
    assert not then.active
    assert not then.standing
    assert then.decision.reason_codes == [Why.UNSAFE_FOR_NEIGHBOURS]


@pytest.mark.parametrize(
    "ended",
    [
        completes(ON_WAY),
        (TaskHandedBack(person_id=ANNA),),
        (AssignmentRefused(person_id=ANNA, reason=Ended.REPORTER_REFUSED),),
    ],
)
def test_R8_unsafe_gets_through_even_when_the_work_is_over(ended: Events) -> None:
    over = after(ON_WAY, *ended)
    told = working.tell_unsafe(over, person_id=ANNA, redecide=to_professionals)
    assert told[0] == AbortedUnsafe(person_id=ANNA)
    assert after(over, *told).assignments[ANNA].status is AssignmentStatus.ABORTED_UNSAFE


def test_R8_unsafe_said_twice_alarms_once() -> None:
    told = after(ON_WAY, *working.tell_unsafe(ON_WAY, person_id=ANNA, redecide=to_professionals))
    assert working.tell_unsafe(told, person_id=ANNA, redecide=to_professionals) == ()


@pytest.mark.parametrize("ended", [(), (CaseClosed(reason=CloseReason.CONFIRMED),)])
def test_R8_unsafe_stands_among_the_alarms_even_when_the_case_is_done_or_closed(ended: Events) -> None:
    over = after(ON_WAY, *completes(ON_WAY), *ended)
    told = after(over, *working.tell_unsafe(over, person_id=ANNA, redecide=to_professionals))
    assert alarms(told) == (Raised(alarm=Alarm.UNSAFE, person_id=ANNA),)
    assert {alarm_shelf(Alarm.UNSAFE), alarm_shelf(Alarm.UNSAFE, told.decision.team)} <= set(shelves_of(told))


def test_R8_an_alarm_that_somebody_has_seen_to_is_off_the_list_and_raised_anew_if_it_goes_on() -> None:
    raised = after(ON_WAY, *late(ON_WAY, 2))
    assert alarms(raised) == (Raised(alarm=Alarm.OVERDUE, person_id=ANNA),)
    seen = after(raised, *acknowledge(raised, alarms(raised)[0]))
    assert alarms(seen) == ()
    assert alarm_shelf(Alarm.OVERDUE) not in shelves_of(seen)
    assert alarms(after(seen, *late(seen, 3))) == alarms(raised)
    unsafe = after(seen, *working.tell_unsafe(seen, person_id=ANNA, redecide=to_professionals))
    assert alarms(unsafe) == (Raised(alarm=Alarm.UNSAFE, person_id=ANNA),)


def test_R8_seeing_to_an_alarm_twice_is_seeing_to_it_once() -> None:
    raised = after(ON_WAY, *late(ON_WAY, 2))
    said = acknowledge(raised, alarms(raised)[0])
    assert said == (AlarmAcknowledged(person_id=ANNA),)
    assert acknowledge(after(raised, *said), alarms(raised)[0]) == ()


def test_R8_whoever_saw_to_one_alarm_has_not_seen_to_the_next() -> None:
    raised = after(ON_WAY, *late(ON_WAY, 2))
    worse = after(raised, *working.tell_unsafe(raised, person_id=ANNA, redecide=to_professionals))
    with pytest.raises(NotFound):
        acknowledge(worse, alarms(raised)[0])
    with pytest.raises(NotFound):
        acknowledge(HAS_IT, alarms(raised)[0])


def test_R8_only_whoever_was_on_it_can_say_unsafe() -> None:
    with pytest.raises(NotEligible, match=No.NOT_ASSIGNED):
        working.tell_unsafe(HAS_IT, person_id=BO, redecide=to_professionals)


def late(case: Case, at_hours: int) -> Events:
    return due.overdue(case, NOON + at_hours * HOUR, again_after=HOUR, redecide=to_professionals)


def test_R8_when_the_expected_end_has_passed_somebody_looks() -> None:
    assert late(ON_WAY, 2) == (AssignmentOverdue(person_id=ANNA, again_at=NOON + 3 * HOUR),)


def test_R8_the_coordinator_is_alarmed_three_times_and_then_it_is_theirs() -> None:
    case = ON_WAY
    for hours in (2, 3, 4):
        case = after(case, *late(case, hours))
    assert case.active[ANNA].alarms == 3
    assert late(case, 5) == ()
    assert due.Timer.OVERDUE not in due.timers(case)


def test_whoever_never_set_out_loses_the_slot_without_a_word() -> None:
    reminded = after(HAS_IT, *late(HAS_IT, 1))
    assert reminded.active[ANNA].is_overdue
    lost = late(reminded, 2)
    assert lost[0] == AssignmentRefused(person_id=ANNA, reason=Ended.NO_SHOW)
    assert after(reminded, *lost).assignments[ANNA].status is AssignmentStatus.NO_SHOW


def test_setting_out_after_all_starts_the_clock_anew() -> None:
    reminded = after(HAS_IT, *late(HAS_IT, 1))
    on_way = after(reminded, *working.set_out(reminded, person_id=ANNA, at=NOON + 2 * HOUR, ends_after=2 * HOUR))
    assert (on_way.active[ANNA].alarms, on_way.active[ANNA].alarm_at) == (0, NOON + 4 * HOUR)


def test_R12_the_deadline_is_escalated_while_the_neighbour_goes_on() -> None:
    escalated = due.deadline_passes(ON_WAY, DEADLINE)
    assert escalated == (CaseEscalated(reason="deadline_passed", team="streets"),)
    case = after(ON_WAY, *escalated)
    assert (case.status, report_status(case)) == (CaseStatus.ESCALATED, ReportStatus.NEIGHBOUR_ON_IT)
    assert isinstance(completes(case)[1], CaseResolved)


def test_R12_nothing_is_escalated_before_its_deadline() -> None:
    assert due.deadline_passes(ON_WAY, DEADLINE - timedelta(seconds=1)) == ()


def test_nobody_answered_whether_it_is_fixed_so_it_is_closed_and_counted_apart() -> None:
    done = after(ON_WAY, *completes(ON_WAY))
    assert due.confirming_ends(done, NOON + 2 * DAY) == ()
    closed = after(done, *due.confirming_ends(done, NOON + 3 * DAY))
    assert (closed.status, closed.close_reason) == (CaseStatus.CLOSED, CloseReason.UNCONFIRMED)
    assert due.next_due_at(closed) is None


def test_after_a_deadline_a_hand_back_leads_to_the_team() -> None:
    case = after(ON_WAY, *due.deadline_passes(ON_WAY, DEADLINE))
    back = working.hand_back(case, person_id=ANNA, at=DEADLINE, redecide=to_professionals)
    assert isinstance(back[-1], CaseRouted)
    assert after(case, *back).status is CaseStatus.ESCALATED
