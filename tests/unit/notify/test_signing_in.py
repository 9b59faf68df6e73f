"""A link and a code, for ten minutes, once; five mails an hour; five tries."""

from datetime import timedelta

import pytest

from services.notify.domain.sign_in import (
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
from shared.events.notify import CodeMissed, SignInUsed
from tests.factories.notify import NOON, address


def wish(sign_in_id: str = "s1") -> Wish:
    return Wish(
        sign_in_id=sign_in_id, code="code", browser="browser", address=address(), language="da", next_path="/help"
    )


def asked(*sign_in_ids: str) -> SignIns:
    state = NONE_YET
    for each in sign_in_ids or ("s1",):
        state = fold(evolve, state, ask(state, wish(each), at=NOON))
    return state


def test_a_link_is_used_once() -> None:
    used = fold(evolve, asked(), use_link(asked(), "s1", at=NOON))
    with pytest.raises(IllegalMove, match="sign_in_over"):
        use_link(used, "s1", at=NOON)


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
    used = fold(evolve, asked(), events)
    with pytest.raises(IllegalMove):
        use_link(used, "s1", at=NOON)
    with pytest.raises(IllegalMove):
        try_code(used, "s1", "code", browser="browser", at=NOON)


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


def test_an_address_gets_five_mails_an_hour() -> None:
    state = asked(*(f"s{number}" for number in range(MAILS_AN_HOUR)))
    with pytest.raises(Refused, match="too_many_sign_ins"):
        ask(state, wish("more"), at=NOON + timedelta(minutes=59))
    later = fold(evolve, state, ask(state, wish("more"), at=NOON + timedelta(hours=1)))
    assert list(later.asked) == ["more"], "what is over is forgotten"


def test_a_used_sign_in_keeps_no_secrets() -> None:
    used = fold(evolve, asked(), use_link(asked(), "s1", at=NOON)).asked["s1"]
    assert (used.code, used.box) == ("", "")
