"""Whoever reads a mailbox may add and remove a passkey: its owner hears of it, and for a day it opens no more."""

from datetime import timedelta

import pytest

from services.notify.domain.passkeys import COUNTS_AFTER
from shared.errors import IllegalMove
from shared.web.strength import has_second_factor
from tests.fakes.authenticator import Device
from tests.fakes.notify_passkeys import HERE, Town


def test_a_passkey_that_a_mail_let_in_is_no_more_than_that_mail_for_a_day(town: Town, device: Device) -> None:
    town.add("ada", device, "code")
    town.house.clock.advance(COUNTS_AFTER - timedelta(seconds=1))
    entered = town.enter(device)
    assert (entered.method, has_second_factor(entered.method)) == ("new_passkey", False)
    town.house.clock.advance(timedelta(seconds=1))
    assert town.enter(device).method == "own_passkey"


def test_whoever_has_one_adds_the_next_without_waiting(town: Town) -> None:
    second, third = Device(origin=HERE), Device(origin=HERE)
    town.add("ada", second, "own_passkey")
    assert town.enter(second).method == "own_passkey"
    town.add("ada", third, "new_passkey")
    assert town.enter(third).method == "new_passkey"


def test_all_that_was_theirs_hears_of_a_passkey(town: Town, device: Device) -> None:
    town.add("ada", device)
    (told,) = town.house.deliveries.all
    assert (told.message, told.to.contact_id, told.facts["change"]) == ("ways_changed", "ada", "passkey_added")


def test_of_a_passkey_that_was_refused_nobody_hears(town: Town, device: Device) -> None:
    with pytest.raises(IllegalMove):
        town.add("kim", device, "code")
    assert not town.house.deliveries.all


def test_a_mail_alone_takes_away_no_passkey_that_counts(town: Town, device: Device) -> None:
    town.add("ada", device)
    (passkey_id,) = town.ids("ada")
    town.house.clock.advance(COUNTS_AFTER)
    told = len(town.house.deliveries.all)
    for method in ("code", "link", "new_passkey"):
        with pytest.raises(IllegalMove, match="passkey_first"):
            town.remove("ada", passkey_id, method, is_sure=True)
    assert (town.ids("ada"), len(town.house.deliveries.all)) == ([passkey_id], told)
    town.remove("ada", passkey_id, "own_passkey")
    assert not town.ids("ada")


def test_whoever_lost_their_device_removes_it_a_day_after_they_have_another(town: Town, device: Device) -> None:
    town.add("ada", Device(origin=HERE))
    town.house.clock.advance(COUNTS_AFTER)
    town.add("ada", device)
    town.house.clock.advance(COUNTS_AFTER)
    town.remove("ada", town.ids("ada")[0], town.enter(device).method)
    assert len(town.ids("ada")) == 1


def test_all_that_was_theirs_hears_that_a_passkey_went(town: Town, device: Device) -> None:
    town.add("ada", device)
    (passkey_id,) = town.ids("ada")
    town.remove("ada", passkey_id, "code")
    assert [each.facts["change"] for each in town.house.deliveries.all] == ["passkey_added", "passkey_removed"]
