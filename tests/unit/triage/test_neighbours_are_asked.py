"""Given a report that suits neighbours, when time passes, then they are asked, or professionals have it in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.triage.domain.asking import LOOKING, invite, reserve
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import Why
from services.triage.handlers.invite_wave import InviteWave
from shared.errors import StaleVersion
from shared.events.intake import Consent, ConsentAnswer, ForWhom
from shared.events.triage import AskingPlanned, CaseStatus, CaseTaken, HelperInvited, PersonNamed, Route
from tests.factories.cases import ANNA, ASKING_ENDS, BO, CARL, HOUR, NOON, YES, case_after, invited, opened
from tests.fakes.neighbourhood import WAYS, FakeNeighbourhood
from tests.fakes.triage import CASE, World, snowed_in


def test_the_first_wave_asks_the_nearest_at_once() -> None:
    world = snowed_in()
    assert world.invite() == [ANNA, BO]
    assert world.case.status is CaseStatus.OFFERED


def test_asking_twice_asks_once() -> None:
    world = snowed_in()
    world.invite()
    assert world.invite() == []


def test_R11_whoever_has_just_used_their_turn_is_not_asked_once_more_in_the_same_wave() -> None:
    three = replace(WAYS, waves=(replace(WAYS.waves[0], helpers=3),))
    world = World(replace(FakeNeighbourhood(), ways=three))
    for person in (ANNA, BO):
        world.with_helper(person)
    world.report()
    assert world.invite() == [ANNA, BO]
    assert len(world.helper(ANNA).asked) == 1


def test_a_wave_nobody_answers_is_followed_by_a_wider_one() -> None:
    world = snowed_in()
    world.pass_time(HOUR)
    assert set(world.case.standing) == {CARL}
    assert world.case.invitations[ANNA].status is InvitationStatus.EXPIRED


def test_when_all_waves_are_exhausted_professionals_have_it() -> None:
    world = snowed_in()
    world.pass_time(3 * HOUR)
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]
    assert (world.case.decision.route, world.case.status) == (Route.PROFESSIONAL, CaseStatus.ROUTED)
    assert not world.case.standing


def test_where_nobody_lives_near_professionals_have_it_at_once() -> None:
    world = World()
    world.report()
    world.pass_time(timedelta())
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]


def test_R12_the_deadline_stands_from_the_start_and_never_moves_away() -> None:
    world = snowed_in()
    assert world.case.deadline_at == NOON + 8 * HOUR
    world.pass_time(3 * HOUR)
    assert world.case.deadline_at == NOON + 8 * HOUR


def test_R12_asking_ends_before_the_deadline_whatever_happens() -> None:
    patient = FakeNeighbourhood(ways=replace(WAYS, waves=(replace(WAYS.waves[0], within=timedelta(days=9)),)))
    world = World(patient)
    world.with_helper(ANNA)
    world.report()
    world.pass_time(6 * HOUR)
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]
    assert world.case.invitations[ANNA].expires_at < NOON + 8 * HOUR


def test_R12_a_deadline_that_passes_is_escalated_once() -> None:
    world = snowed_in()
    world.pass_time(9 * HOUR)
    assert world.case.status is CaseStatus.ESCALATED
    assert not world.cases.due(world.clock.now() + timedelta(days=30), 10)


def test_R11_nobody_is_asked_in_quiet_hours() -> None:
    world = snowed_in()
    world.neighbourhood.quiet = NOON + HOUR
    assert world.invite() == []
    world.pass_time(HOUR)
    assert set(world.case.standing) == {ANNA, BO}


def test_R11_where_the_quiet_hours_are_too_long_professionals_have_it_now() -> None:
    world = snowed_in()
    world.neighbourhood.quiet = NOON + 7 * HOUR
    world.invite()
    assert world.case.decision.route is Route.PROFESSIONAL


def test_R8_nobody_is_asked_while_nobody_answers() -> None:
    world = snowed_in()
    world.neighbourhood.answers_now = None
    assert world.invite() == []
    assert world.case.decision.reason_codes == [Why.NOBODY_ANSWERS_NOW]


def test_R4_without_a_yes_nobody_is_asked() -> None:
    world = snowed_in(consent=Consent())
    assert world.case.decision.reason_codes == [Why.NO_CONSENT]
    assert world.invite() == []


def test_whoever_is_asked_hears_when_to_come() -> None:
    world = snowed_in(answers={"when": "2026-05-28T14:30:00+00:00"})
    world.invite()
    assert world.case.invitations[ANNA].come_at == datetime(2026, 5, 28, 14, 30, tzinfo=UTC)
    quiet = snowed_in()
    quiet.invite()
    assert quiet.case.invitations[ANNA].come_at is None


def test_R4_on_a_yes_for_somebody_who_was_not_asked_nobody_is_asked() -> None:
    world = snowed_in(consent=replace(YES, for_whom=ForWhom.SOMEBODY_ELSE, they_agreed=ConsentAnswer.NO))
    assert world.case.decision.reason_codes == [Why.THEY_WERE_NOT_ASKED]
    assert world.case.decision.facts["wording"] == YES.wording
    assert world.invite() == []


def test_of_two_workers_one_looks_for_helpers() -> None:
    world = snowed_in()
    stale = world.cases.get(CASE)
    assert world.invite() == [ANNA, BO]
    world.cases.hand_out_once(stale)
    with pytest.raises(StaleVersion):
        world.invite_wave(InviteWave(case_id=CASE))
    assert len(world.helper(ANNA).asked) == 1
    assert not world.helper(CARL).asked


def invites(case: Case, *people: str) -> Events:
    """What follows where these were found before what happened to the case since."""
    found = [each for each in invited(*people) if isinstance(each, HelperInvited)]
    return invite(case, found, wave=1, at=NOON)


def test_R9_whoever_was_marked_as_named_during_the_search_is_not_asked() -> None:
    asked = invites(case_after(opened(), PersonNamed(person_id=BO)), ANNA, BO)
    assert [each.person_id for each in asked if isinstance(each, HelperInvited)] == [ANNA]
    assert asked[-1] == AskingPlanned(wave=1, next_at=NOON + HOUR, ends_at=ASKING_ENDS, asked=1)


def test_whoever_took_the_case_during_the_search_is_not_asked_to_help_on_it() -> None:
    asked = invites(case_after(opened(route=Route.BOTH), CaseTaken(person_id=BO)), ANNA, BO)
    assert [each.person_id for each in asked if isinstance(each, HelperInvited)] == [ANNA]


def test_where_the_search_led_to_nobody_the_next_wave_does_not_wait() -> None:
    asked = invites(case_after(opened(), PersonNamed(person_id=BO)), BO)
    assert asked == (AskingPlanned(wave=1, next_at=NOON, ends_at=ASKING_ENDS),)


def test_whoever_dies_while_looking_is_followed_by_another() -> None:
    world = snowed_in()
    found = world.cases.get(CASE)
    world.cases.append(found, reserve(found.state, NOON), by="timer:wave")
    assert world.invite() == []
    world.pass_time(LOOKING)
    assert set(world.case.standing) == {ANNA, BO}
