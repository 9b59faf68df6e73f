"""A link and a code, for ten minutes, once; five mails an hour; five tries; and nobody is locked out by a stranger."""

from datetime import timedelta

import pytest

from services.notify.domain.sign_in import (
    AN_HOUR,
    MAILS_AN_HOUR,
    NONE_YET,
    SignIns,
    Wish,
    ask,
    evolve,
    try_code,
    use_link,
)
from shared.errors import IllegalMove, Refused
from shared.events.fold import fold
from shared.events.notify_sign_ins import CodeMissed, SignInRenewed, SignInUsed
from tests.factories.notify import NOON, address

FIVE = [f"s{number}" for number in range(MAILS_AN_HOUR)]


def wish(sign_in_id: str = "s1", *, known: bool = False) -> Wish:
    return Wish(
        sign_in_id=sign_in_id,
        code="code",
        browser="browser",
        is_known=known,
        address=address(),
        language="da",
        next_path="/help",
    )


def asked(*sign_in_ids: str) -> SignIns:
    state = NONE_YET
    for each in sign_in_ids or ("s1",):
        state = fold(evolve, state, ask(state, wish(each), at=NOON))
    return state


def test_a_link_is_used_once() -> None:
    with pytest.raises(IllegalMove, match="sign_in_over"):
        use_link(used(asked(), "s1"), "s1", at=NOON)


def test_a_link_dies_after_ten_minutes() -> None:
    assert use_link(asked(), "s1", at=NOON + timedelta(minutes=9, seconds=59))
    with pytest.raises(IllegalMove):
        use_link(asked(), "s1", at=NOON + timedelta(minutes=10))


def test_a_link_that_was_never_given_out_does_nothing() -> None:
    with pytest.raises(IllegalMove):
        use_link(asked(), "s2", at=NOON)


def test_the_code_signs_in_and_then_neither_works() -> None:
    events = try_code(asked(), "s1", "code", browser="browser", at=NOON)
    assert events == (SignInUsed(sign_in_id="s1", method="code"),)
    over = fold(evolve, asked(), events)
    with pytest.raises(IllegalMove):
        use_link(over, "s1", at=NOON)
    with pytest.raises(IllegalMove):
        try_code(over, "s1", "code", browser="browser", at=NOON)


def test_a_code_is_tried_five_times_and_not_a_sixth() -> None:
    state = asked()
    for _ in range(5):
        events = try_code(state, "s1", "wrong", browser="browser", at=NOON)
        assert events == (CodeMissed(sign_in_id="s1"),)
        state = fold(evolve, state, events)
    with pytest.raises(IllegalMove, match="sign_in_over"):
        try_code(state, "s1", "code", browser="browser", at=NOON)
    assert use_link(state, "s1", at=NOON), "whoever reads the mail can still press the button"


def test_a_code_works_only_in_the_browser_that_asked() -> None:
    with pytest.raises(IllegalMove):
        try_code(asked(), "s1", "code", browser="another", at=NOON)


def used(state: SignIns, *sign_in_ids: str) -> SignIns:
    for each in sign_in_ids:
        state = fold(evolve, state, use_link(state, each, at=NOON))
    return state


def test_an_address_gets_five_mails_an_hour_and_then_the_newest_one_works_again() -> None:
    late = NOON + timedelta(minutes=59)
    events = ask(asked(*FIVE), wish("more"), at=late)
    assert events == (SignInRenewed(sign_in_id="s4", expires_at=late + timedelta(minutes=10)),)
    state = fold(evolve, asked(*FIVE), events)
    assert use_link(state, "s4", at=late + timedelta(minutes=9))
    with pytest.raises(IllegalMove):
        use_link(state, "s3", at=late)
    with pytest.raises(IllegalMove):
        use_link(state, "s4", at=late + timedelta(minutes=10))


def test_after_an_hour_there_are_mails_again_and_what_is_over_is_forgotten() -> None:
    later = fold(evolve, asked(*FIVE), ask(asked(*FIVE), wish("more"), at=NOON + AN_HOUR))
    assert list(later.asked) == ["more"]


def test_a_mail_that_was_used_does_not_work_again_but_one_before_it_does() -> None:
    (renewed,) = ask(used(asked(*FIVE), "s4", "s3"), wish("more"), at=NOON)
    assert isinstance(renewed, SignInRenewed)
    assert renewed.sign_in_id == "s2"


def test_whoever_used_all_five_waits() -> None:
    with pytest.raises(Refused, match="too_many_sign_ins"):
        ask(used(asked(*FIVE), *FIVE), wish("more"), at=NOON + timedelta(minutes=59))


def test_a_code_of_a_mail_that_works_again_still_has_no_more_than_its_five_tries_in_its_own_browser() -> None:
    state = asked(*FIVE)
    for _ in range(5):
        state = fold(evolve, state, try_code(state, "s4", "wrong", browser="browser", at=NOON))
    state = fold(evolve, state, ask(state, wish("more"), at=NOON))
    for browser in ("browser", "another"):
        with pytest.raises(IllegalMove):
            try_code(state, "s4", "code", browser=browser, at=NOON)
    assert use_link(state, "s4", at=NOON)


def test_strangers_who_ask_leave_the_mails_of_ones_own_browser_alone() -> None:
    state = asked(*FIVE)
    for number in range(MAILS_AN_HOUR):
        state = fold(evolve, state, ask(state, wish(f"own{number}", known=True), at=NOON))
    assert len(state.asked) == 2 * MAILS_AN_HOUR
    for known in (True, False):
        assert isinstance(ask(state, wish("more", known=known), at=NOON)[0], SignInRenewed)


def test_a_used_sign_in_keeps_no_secrets() -> None:
    over = used(asked(), "s1").asked["s1"]
    assert (over.code, over.box) == ("", "")
