"""Given helpers who were asked, when they answer, then this follows."""

from dataclasses import replace
from datetime import datetime

import pytest

from services.triage.domain.answering import Terms, accept, check_open, decline, draw
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import Ended, No
from shared.errors import NotEligible
from shared.events.triage import (
    AskingPlanned,
    InvitationAccepted,
    InvitationDeclined,
    InvitationSeen,
    InvitationStoodDown,
    InvitationWilling,
    PersonNamed,
)
from tests.factories.cases import (
    ANNA,
    ASKING_ENDS,
    BO,
    CARL,
    DEADLINE,
    HOUR,
    MINUTE,
    NOON,
    accepted,
    after,
    case_after,
    invitation_of,
    invited,
    opened,
    to_professionals,
)

TERMS = Terms(start_within=HOUR, ends_after=2 * HOUR)
DRAWN = Terms(start_within=HOUR, ends_after=2 * HOUR, draw_window=10 * MINUTE)
ASKED = case_after(opened(), invited(ANNA, BO, CARL))
SOON = NOON + MINUTE


def says_yes(case: Case, person: str, *, terms: Terms = TERMS) -> Events:
    return accept(case, person_id=person, invitation_id=invitation_of(person), at=SOON, terms=terms)


def says_no(case: Case, person: str) -> Events:
    return decline(case, person_id=person, invitation_id=invitation_of(person), at=SOON)


def test_the_first_yes_has_the_slot_and_the_others_are_stood_down_kindly() -> None:
    assert says_yes(ASKED, ANNA) == (
        InvitationAccepted(person_id=ANNA, start_by=SOON + HOUR, expected_by=SOON + 3 * HOUR),
        InvitationStoodDown(person_id=BO, reason=Ended.SOMEBODY_ELSE_SAID_YES),
        InvitationStoodDown(person_id=CARL, reason=Ended.SOMEBODY_ELSE_SAID_YES),
    )


@pytest.mark.parametrize(
    "come_at, start_by",
    [
        (NOON + 5 * HOUR, NOON + 5 * HOUR),
        (NOON - HOUR, SOON + HOUR),
        (NOON + 1000 * HOUR, DEADLINE),
    ],
    ids=["later_today", "already_over", "after_the_deadline"],
)
def test_nobody_is_late_before_the_hour_for_which_they_were_asked(come_at: datetime, start_by: datetime) -> None:
    asked = replace(ASKED.invitations[ANNA], come_at=come_at)
    (yes, *_) = says_yes(replace(ASKED, invitations={**ASKED.invitations, ANNA: asked}), ANNA)
    assert isinstance(yes, InvitationAccepted)
    assert (yes.start_by, yes.expected_by) == (start_by, start_by + 2 * HOUR)


def test_a_second_yes_of_the_same_person_says_nothing_new() -> None:
    assert says_yes(after(ASKED, *says_yes(ASKED, ANNA)), ANNA) == ()


def test_the_second_to_say_yes_is_told_that_somebody_was_faster() -> None:
    with pytest.raises(NotEligible, match=No.SOMEBODY_ELSE_SAID_YES):
        says_yes(after(ASKED, *says_yes(ASKED, ANNA)), BO)


def test_a_full_case_has_no_slot_even_for_somebody_who_was_not_stood_down() -> None:
    with pytest.raises(NotEligible, match=No.SOMEBODY_ELSE_SAID_YES):
        says_yes(after(ASKED, *accepted(ANNA)), BO)


def test_nobody_says_yes_without_having_been_asked() -> None:
    with pytest.raises(NotEligible, match=No.NOT_INVITED):
        says_yes(ASKED, "stranger")


def test_an_invitation_of_somebody_else_opens_nothing() -> None:
    with pytest.raises(NotEligible, match=No.NOT_INVITED):
        accept(ASKED, person_id=ANNA, invitation_id=invitation_of(BO), at=SOON, terms=TERMS)


def test_R9_whoever_is_named_in_it_cannot_say_yes_even_where_an_invitation_stands() -> None:
    with pytest.raises(NotEligible, match=No.NO_LONGER_ASKED):
        says_yes(after(ASKED, PersonNamed(person_id=ANNA)), ANNA)


def test_an_invitation_ends_on_the_minute() -> None:
    with pytest.raises(NotEligible, match=No.EXPIRED):
        check_open(ASKED, person_id=ANNA, invitation_id=invitation_of(ANNA), at=NOON + HOUR)


def test_whoever_said_no_has_answered() -> None:
    with pytest.raises(NotEligible, match=No.ANSWERED_ALREADY):
        says_yes(after(ASKED, *says_no(ASKED, ANNA)), ANNA)


def test_R10_a_no_is_a_no_and_nothing_else() -> None:
    assert says_no(ASKED, ANNA) == (InvitationDeclined(person_id=ANNA),)


def test_R10_a_second_no_says_nothing_new() -> None:
    assert says_no(after(ASKED, *says_no(ASKED, ANNA)), ANNA) == ()


def test_when_all_have_said_no_the_next_wave_does_not_wait() -> None:
    last = case_after(opened(), invited(ANNA))
    assert says_no(last, ANNA) == (
        InvitationDeclined(person_id=ANNA),
        AskingPlanned(wave=1, next_at=SOON, ends_at=ASKING_ENDS),
    )


def test_an_invitation_that_a_history_says_was_seen_can_be_answered_like_any_other() -> None:
    seen = after(ASKED, InvitationSeen(person_id=ANNA))
    assert says_yes(seen, ANNA)[0] == InvitationAccepted(
        person_id=ANNA, start_by=SOON + HOUR, expected_by=SOON + 3 * HOUR
    )


def test_R11_within_a_draw_window_a_yes_waits_for_the_draw() -> None:
    assert says_yes(ASKED, BO, terms=DRAWN) == (InvitationWilling(person_id=BO, draw_at=SOON + 10 * MINUTE),)


def test_R11_later_ones_are_in_the_draw_of_the_first() -> None:
    waiting = after(ASKED, *says_yes(ASKED, BO, terms=DRAWN))
    later = accept(waiting, person_id=ANNA, invitation_id=invitation_of(ANNA), at=SOON + 5 * MINUTE, terms=DRAWN)
    assert later == (InvitationWilling(person_id=ANNA, draw_at=SOON + 10 * MINUTE),)


def test_R11_the_draw_goes_by_fair_turn_and_not_by_speed() -> None:
    waiting = after(ASKED, *says_yes(ASKED, CARL, terms=DRAWN))
    waiting = after(waiting, *says_yes(waiting, BO, terms=DRAWN))
    drawn = draw(waiting, at=SOON + 10 * MINUTE, terms=DRAWN, claimed=frozenset({BO, CARL}), redecide=to_professionals)
    assert [type(event).__name__ for event in drawn] == [
        "InvitationAccepted",
        "InvitationStoodDown",
        "InvitationStoodDown",
    ]
    assert drawn[0].person_id == BO  # type: ignore[union-attr]  # the event just named


def test_whose_claim_lapsed_is_not_drawn() -> None:
    waiting = after(ASKED, *says_yes(ASKED, BO, terms=DRAWN))
    drawn = draw(waiting, at=SOON + 10 * MINUTE, terms=DRAWN, claimed=frozenset(), redecide=to_professionals)
    assert drawn == (InvitationStoodDown(person_id=BO, reason=Ended.CLAIM_LAPSED),)
    assert after(waiting, *drawn).invitations[ANNA].status is InvitationStatus.PENDING


def test_R11_an_urgent_case_is_not_drawn() -> None:
    urgent = case_after(opened(is_urgent=True), invited(ANNA, BO))
    assert isinstance(says_yes(urgent, ANNA, terms=DRAWN)[0], InvitationAccepted)


def test_a_case_for_two_waits_for_the_second() -> None:
    two = case_after(opened(slots=2), invited(ANNA, BO, CARL))
    first = says_yes(two, ANNA)
    assert first == (InvitationAccepted(person_id=ANNA, start_by=SOON + HOUR, expected_by=SOON + 3 * HOUR),)
    second = says_yes(after(two, *first), BO)
    assert second[1:] == (InvitationStoodDown(person_id=CARL, reason=Ended.SOMEBODY_ELSE_SAID_YES),)


def test_the_same_person_never_has_two_slots() -> None:
    has_it = case_after(opened(slots=2), invited(ANNA, BO), accepted(ANNA))
    assert says_yes(has_it, ANNA) == ()
    assert has_it.free_slots == 1
