"""An address that was given up goes to somebody else after a while; what was told with it before is not theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.domain.holding import NOTED_AGAIN_AFTER, TOLD_BEFORE, UNSEEN, is_gone
from services.notify.domain.person import bounce, register, verify
from services.notify.domain.person_evolve import evolve, public
from services.notify.domain.sending import PHONE
from services.notify.domain.somebody import NOBODY, Person
from shared.events.fold import fold
from tests.factories.notify import ADA_CONTACT, NOON, SECOND, address

ADA = fold(evolve, NOBODY, register(NOBODY, address(), language="da", at=NOON))


def shown_again(person: Person, after: timedelta) -> Person:
    return fold(evolve, person, verify(person, address(), at=NOON + after))


def test_what_was_told_shortly_before_the_first_proof_is_theirs() -> None:
    assert ADA.opens_from == {ADA_CONTACT: NOON - TOLD_BEFORE}
    assert public(ADA).opens_from == ADA.opens_from


@pytest.mark.parametrize("after", [timedelta(0), NOTED_AGAIN_AFTER - timedelta(seconds=1)])
def test_showing_it_again_soon_is_no_news(after: timedelta) -> None:
    assert verify(ADA, address(), at=NOON + after) == ()


def test_whoever_shows_it_again_and_again_keeps_what_they_told_at_first() -> None:
    person = ADA
    for years in range(1, 6):
        person = shown_again(person, timedelta(days=years * 300))
    assert person.opens_from == ADA.opens_from


def test_after_a_year_of_silence_it_may_be_somebody_else() -> None:
    assert shown_again(ADA, UNSEEN).opens_from == {ADA_CONTACT: NOON + UNSEEN - TOLD_BEFORE}


def test_after_a_mailbox_was_gone_whoever_has_it_next_finds_nothing_from_before() -> None:
    gone = fold(evolve, ADA, bounce(ADA, ADA_CONTACT))
    assert gone.opens_from == ADA.opens_from, "nobody has come yet"
    assert bounce(gone, ADA_CONTACT) == ()
    day = timedelta(days=1)
    assert shown_again(gone, day).opens_from == {ADA_CONTACT: NOON + day - TOLD_BEFORE}


def test_an_address_that_is_not_theirs_bounces_for_nobody() -> None:
    assert bounce(ADA, SECOND) == ()


def test_an_address_from_before_this_was_written_down_opens_everything() -> None:
    old = fold(evolve, NOBODY, register(NOBODY, address(), language="da"))
    assert (old.opens_from, old.known_from) == ({}, None)
    again = shown_again(old, timedelta(0))
    assert again.opens_from == {}
    assert shown_again(again, UNSEEN).opens_from == {ADA_CONTACT: NOON + UNSEEN - TOLD_BEFORE}


def test_an_address_from_before_this_was_written_down_bounces_as_any_other() -> None:
    old = fold(evolve, NOBODY, register(NOBODY, address(), language="da"))
    gone = fold(evolve, old, bounce(old, ADA_CONTACT))
    assert bounce(gone, ADA_CONTACT) == ()
    assert shown_again(gone, timedelta(days=1)).opens_from == {ADA_CONTACT: NOON + timedelta(days=1) - TOLD_BEFORE}


def test_what_was_told_to_themselves_is_theirs_as_long_as_one_address_is_unbroken() -> None:
    later = NOON + timedelta(days=100)
    with_two = fold(evolve, ADA, verify(ADA, address(SECOND), at=later))
    assert with_two.known_from == NOON - TOLD_BEFORE
    with_old = fold(evolve, with_two, verify(with_two, address("e5" * 32)))
    assert with_old.known_from is None


def test_a_number_opens_nothing_and_says_nothing() -> None:
    number = replace(address("f6" * 32), kind=PHONE)
    assert fold(evolve, ADA, verify(ADA, number, at=NOON)).opens_from == ADA.opens_from


@pytest.mark.parametrize(
    "reason, gone",
    [
        ("smtp_550_5_1_1", True),
        ("smtp_556_5_1_10", True),
        ("smtp_550_5_7_1", False),
        ("smtp_552_5_2_2", False),
        ("smtp_550", False),
        ("sms_400_5_1_1", False),
        ("gave_up", False),
    ],
)
def test_only_a_mailbox_that_is_not_there_is_gone(reason: str, *, gone: bool) -> None:
    assert is_gone(reason) is gone
