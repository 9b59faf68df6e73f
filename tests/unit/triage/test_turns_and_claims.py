"""The helper's own side: turns, limits, claims and pauses."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.domain import claiming, offering
from services.triage.domain.eligibility import is_within
from services.triage.domain.helper import Helper
from services.triage.domain.helper_evolve import evolve
from services.triage.domain.offering import Offer
from services.triage.domain.reasons import No
from services.triage.domain.turns import in_turn
from shared.errors import NotEligible, Refused
from shared.events.event import type_of
from shared.events.triage_people import (
    ClaimConfirmed,
    ClaimReleased,
    HelperAsked,
    HelperPaused,
    HelperRegistered,
    HelperResumed,
    HelperRevoked,
    HelperVetted,
    Hours,
    TaskClaimed,
)
from tests.factories.cases import DAY, HOUR, NOON, SQUARE
from tests.factories.helpers import LIMITS, NEAR, helper_after, living, registered

CLAIMED = TaskClaimed(case_id="case", lapses_at=NOON + HOUR, case_version=5)


def asks(helper: Helper, *, tier: int = 1) -> claiming.HelperEvents:
    return claiming.ask(helper, case_id="case", tier=tier, at=NOON, limits=LIMITS)


def claims(helper: Helper) -> claiming.HelperEvents:
    return claiming.claim(helper, case_id="case", case_version=5, tier=1, at=NOON, lapses_at=NOON + HOUR, limits=LIMITS)


def turns(count: int, *, ago: timedelta = DAY) -> tuple[HelperAsked, ...]:
    return tuple(HelperAsked(case_id=f"case-{number}", at=NOON - ago) for number in range(count))


def test_a_turn_is_used_when_somebody_is_asked() -> None:
    assert asks(helper_after()) == (HelperAsked(case_id="case", at=NOON),)


def test_R11_four_invitations_a_week_are_enough() -> None:
    with pytest.raises(NotEligible, match=No.ASKED_OFTEN_ENOUGH):
        asks(helper_after(*turns(4)))
    assert asks(helper_after(*turns(4, ago=timedelta(days=7))))


@pytest.mark.parametrize(
    "event,no",
    [
        (HelperPaused(), No.HELPER_PAUSED),
        (HelperRevoked(reason="complaint"), No.HELPER_REVOKED),
        (HelperVetted(tier=0), No.VETTING_TOO_LOW),
        (HelperVetted(tier=3, expires_at=NOON), No.VETTING_TOO_LOW),
    ],
)
def test_R7_and_R11_whoever_may_not_be_asked_is_not(event: HelperPaused | HelperRevoked | HelperVetted, no: No) -> None:
    with pytest.raises(NotEligible, match=no):
        asks(helper_after(event))


def test_R10_a_pause_ends_by_itself_or_when_they_say_so() -> None:
    paused = helper_after(HelperPaused(until=NOON))
    assert asks(paused)
    assert offering.resume(helper_after(HelperPaused())) == (HelperResumed(),)
    assert offering.resume(helper_after()) == ()


def test_R10_whoever_is_paused_may_still_say_yes_to_what_they_were_asked() -> None:
    assert claims(helper_after(HelperPaused()))


def test_a_claim_is_made_once() -> None:
    assert claims(helper_after()) == (CLAIMED,)
    assert claims(helper_after(CLAIMED)) == ()


def test_a_claim_that_has_lapsed_is_made_anew() -> None:
    lapsed = helper_after(TaskClaimed(case_id="case", lapses_at=NOON, case_version=1))
    assert claims(lapsed) == (CLAIMED,)


def test_R11_two_open_tasks_are_enough() -> None:
    busy = helper_after(*(TaskClaimed(case_id=case, lapses_at=NOON + HOUR, case_version=1) for case in ("x", "y")))
    with pytest.raises(NotEligible, match=No.ENOUGH_TASKS):
        claims(busy)


def test_a_claim_waits_for_the_case_and_then_stands() -> None:
    claimed = helper_after(CLAIMED)
    assert claiming.next_due_at(claimed) == NOON + HOUR
    assert claiming.lapsed(claimed, NOON + HOUR) == ("case",)
    confirmed = helper_after(CLAIMED, *claiming.confirm(claimed, case_id="case"))
    assert claiming.next_due_at(confirmed) is None
    assert confirmed.claim_on("case", NOON + DAY) is not None
    assert claiming.confirm(confirmed, case_id="case") == ()


def test_there_is_nothing_to_confirm_without_a_claim() -> None:
    with pytest.raises(NotEligible, match=No.CLAIM_MISSING):
        claiming.confirm(helper_after(), case_id="case")


def test_what_the_case_said_before_the_claim_does_not_concern_it() -> None:
    claimed = helper_after(CLAIMED, ClaimConfirmed(case_id="case"))
    assert claiming.release(claimed, case_id="case", case_version=5, why="refused") == ()
    assert claiming.release(claimed, case_id="case", case_version=6, why="refused") == (
        ClaimReleased(case_id="case", reason="refused"),
    )


def test_a_confirmed_claim_is_not_dropped_by_a_lost_race() -> None:
    assert claiming.drop(helper_after(CLAIMED, ClaimConfirmed(case_id="case")), case_id="case", why="lost") == ()


def test_R7_revoking_ends_every_claim_in_the_same_write() -> None:
    revoked = offering.revoke(helper_after(CLAIMED), why="complaint")
    assert revoked == (HelperRevoked(reason="complaint"), ClaimReleased(case_id="case", reason="revoked"))
    assert helper_after(CLAIMED, *revoked).claim_on("case", NOON) is None


def test_R7_whoever_was_revoked_twice_was_revoked_once() -> None:
    assert offering.revoke(helper_after(HelperRevoked(reason="x")), why="x") == ()


def test_vetting_anew_brings_somebody_back() -> None:
    back = helper_after(HelperRevoked(reason="x"), *offering.vet(helper_after(), tier=2, expires_at=None))
    assert (back.tier_on(NOON), back.is_revoked) == (2, False)


def test_R7_a_vetting_ends_when_its_time_is_over_and_only_once() -> None:
    vetted = helper_after(HelperVetted(tier=2, expires_at=NOON + HOUR))
    assert claiming.next_due_at(vetted) == NOON + HOUR
    assert offering.expire(vetted, NOON) == ()
    assert offering.expire(vetted, NOON + HOUR) == (HelperVetted(tier=0),)
    over = evolve(vetted, HelperVetted(tier=0))
    assert offering.expire(over, NOON + DAY) == ()
    assert claiming.next_due_at(over) is None


def test_what_comes_first_is_due_first_a_claim_or_the_end_of_a_vetting() -> None:
    claimed = helper_after(CLAIMED, HelperVetted(tier=2, expires_at=NOON + DAY))
    assert claiming.next_due_at(claimed) == NOON + HOUR


def test_there_is_no_fourth_tier() -> None:
    with pytest.raises(Refused):
        offering.vet(helper_after(), tier=4, expires_at=None)


def test_the_same_offer_again_says_nothing_new() -> None:
    assert offering.register(helper_after(), registered(), living()) == ()
    assert offering.register(helper_after(), registered(radius_m=300), living()) == (registered(radius_m=300),)


def test_R5_where_a_helper_lives_is_told_apart_from_their_offer_and_does_not_travel() -> None:
    home, offered = told = offering.register(Helper(), registered(), living(address="Key Street 1"))
    assert told == (living(address="Key Street 1"), registered())
    assert type_of(living()).topic is None
    assert evolve(evolve(Helper(), home), offered).address == "Key Street 1"


def test_whoever_moves_says_only_where_they_live_now() -> None:
    moved = living(home=SQUARE)
    assert offering.register(helper_after(), registered(), moved) == (moved,)
    assert evolve(helper_after(), moved).home == SQUARE


def test_where_a_helper_lives_is_still_read_from_older_offers() -> None:
    old = replace(registered(), home=NEAR, address="Key Street 1")
    helper = evolve(Helper(), old)
    assert (helper.home, helper.address) == (NEAR, "Key Street 1")
    assert evolve(helper, registered(radius_m=300)).home == NEAR


def test_blocking_twice_blocks_once() -> None:
    blocked = helper_after(*offering.block(helper_after(), contact_id="c"))
    assert offering.block(blocked, contact_id="c") == ()


@pytest.mark.parametrize(
    "at,free", [(NOON.replace(hour=8), True), (NOON.replace(hour=16), True), (NOON.replace(hour=17), False)]
)
def test_R11_hours_are_theirs_to_say(at: object, free: bool) -> None:  # noqa: FBT001 a case each
    hours = [Hours(days=[2], start=time(8), end=time(16))]
    assert is_within(hours, at) is free  # type: ignore[arg-type]  # an instant
    assert is_within([], NOON)


def asked(newcomers: list[str], others: list[str], wanted: int, share: float) -> list[str]:
    return list(in_turn(newcomers, others, wanted=wanted, newcomer_share=share))[:wanted]


def test_R11_newcomers_have_their_share() -> None:
    assert asked(["n1", "n2", "n3"], ["o1", "o2", "o3"], 3, 0.34) == ["n1", "n2", "o1"]


def test_R11_an_unused_share_goes_to_the_others_and_back() -> None:
    assert asked([], ["o1", "o2", "o3"], 2, 0.5) == ["o1", "o2"]
    assert asked(["n1", "n2", "n3"], ["o1"], 3, 0.34) == ["n1", "n2", "o1"]
    assert asked(["n1", "n2"], [], 2, 0.0) == ["n1", "n2"]


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9), st.floats(0, 1))
def test_R11_everybody_is_asked_in_turn_and_only_once(news: int, olds: int, wanted: int, share: float) -> None:
    newcomers, others = [f"n{i}" for i in range(news)], [f"o{i}" for i in range(olds)]
    found = asked(newcomers, others, wanted, share)
    assert len(found) == len(set(found)) == min(wanted, news + olds)
    assert [one for one in found if one[0] == "n"] == newcomers[: sum(one[0] == "n" for one in found)]
    assert [one for one in found if one[0] == "o"] == others[: sum(one[0] == "o" for one in found)]


def offer(**changes: object) -> Offer:
    now = {"capabilities": ["snow_shovelling"], "languages": ["en"], "radius_m": 2000, "hours": ()}
    return Offer(**{**now, **changes})  # type: ignore[arg-type]  # fields of the offer


def test_a_helper_offers_something_else_and_stays_who_and_where_they_are() -> None:
    evenings = Hours(days=[0], start=time(17), end=time(20))
    said = offering.change(helper_after(), offer(capabilities=["errands"], radius_m=500, hours=[evenings]))
    assert said == (registered(capabilities=["errands"], radius_m=500, hours=[evenings]),)


def test_an_offer_that_is_not_changed_says_nothing_new() -> None:
    assert offering.change(helper_after(), offer()) == ()


def test_a_language_that_somebody_spoke_before_keeps_its_place() -> None:
    [said] = offering.change(helper_after(registered(languages=["da", "en"])), offer(languages=["sv", "en", "da"]))
    assert isinstance(said, HelperRegistered)
    assert said.languages == ["da", "en", "sv"]


def test_an_offer_takes_back_no_vetting_and_no_turn() -> None:
    before = helper_after(*turns(2))
    [said] = offering.change(before, offer(radius_m=300))
    after = evolve(before, said)
    assert (after.tier, after.asked) == (before.tier, before.asked)


def test_R13_nobody_becomes_a_helper_by_changing_an_offer() -> None:
    with pytest.raises(NotEligible, match=No.NO_HELPER):
        offering.change(Helper(), offer())
