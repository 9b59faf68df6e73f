"""Whoever asks for somebody else's mails to sign in neither floods a mailbox nor locks anybody out."""

from datetime import timedelta

import pytest

from tests.integration.notify.house import House


def test_a_stranger_who_asks_all_day_neither_floods_an_address_nor_locks_its_owner_out(house: House) -> None:
    for _ in range(3):
        for _ in range(7):
            house.browser("Stranger").ask()
            house.send()
        house.clock.advance(timedelta(minutes=15))
    assert len(house.mails()) == 5
    owner = house.browser()
    owner.ask()
    assert house.send() == []
    assert owner.post(house.newest().path("/me/sign-in/")).status_code == 303
    assert owner.get("/me").status_code == 200


def test_a_browser_that_was_signed_in_before_gets_its_mail_whatever_strangers_ask(house: House) -> None:
    owner = house.browser()
    owner.sign_in(house)
    owner.post("/me/sign-out", on="/me")
    for _ in range(7):
        house.browser("Stranger").ask()
    owner.sign_in(house)
    assert owner.get("/me").status_code == 200


@pytest.mark.parametrize("kept", ["", "x", "ø", "0" * 3000])
def test_a_made_up_cookie_makes_no_browser_known(house: House, kept: str) -> None:
    for _ in range(6):
        stranger = house.browser("Stranger")
        stranger.client.set_cookie("nabo_known", kept)
        assert stranger.ask().status_code == 303
    house.send()
    assert len(house.mails()) == 5
