"""A passkey opens nothing for whoever it is not, is not here, comes too late or copies it."""

from dataclasses import replace

import pytest

from services.notify.domain.person import erase
from services.notify.handlers.begin_ceremony import CEREMONY_STANDS_FOR
from shared.errors import IllegalMove, Refused
from tests.fakes.authenticator import Device
from tests.fakes.notify_passkeys import HERE, Town

WRONG = {
    "another site's": {"origin": "https://evil.example"},
    "this site by another name": {"origin": "http://127.0.0.1:8080"},
    "bound to another name": {"rp_id": "evil.example"},
    "from a device that did not look who it was": {"verifies": False},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_an_answer_that_is_not_for_us_adds_nothing_and_signs_nobody_in(
    town: Town, device: Device, changes: dict[str, object]
) -> None:
    with pytest.raises(Refused, match="passkey_does_not_fit"):
        town.add("ada", replace(device, **changes))  # type: ignore[arg-type]  # fields of Device
    assert not town.ids("ada")
    town.add("ada", device)
    with pytest.raises(Refused, match="passkey_does_not_fit"):
        town.enter(replace(device, **changes))  # type: ignore[arg-type]
    assert not town.house.sessions.recorded


@pytest.mark.parametrize("answer", ["", "{}", "[1]", "null", '{"id": "x", "rawId": 7}', "\x00", '{"response": {}}'])
def test_nonsense_is_refused_in_words(town: Town, answer: str) -> None:
    with pytest.raises(Refused, match="passkey_does_not_fit"):
        town.end(town.begin(), answer)
    begun = town.begin_adding("ada", "code")
    with pytest.raises(Refused, match="passkey_does_not_fit"):
        town.end_adding("ada", begun, answer, "code")


def test_a_challenge_is_good_once(town: Town, device: Device) -> None:
    town.add("ada", device)
    begun = town.begin()
    answer = device.get(begun.ask)
    town.end(begun, answer)
    with pytest.raises(IllegalMove, match="sign_in_over"):
        town.end(begun, answer)


def test_a_challenge_is_another_browsers_too_late_or_for_something_else(town: Town, device: Device) -> None:
    town.add("ada", device)
    asked, other = town.begin(), town.begin()
    with pytest.raises(Refused, match="passkey_does_not_fit"):
        town.end(other, device.get(asked.ask))
    for token in ("", "made-up", town.begin_adding("ada", "code").token):
        with pytest.raises(IllegalMove, match="sign_in_over"):
            town.end(replace(asked, token=token), device.get(asked.ask))
    town.house.clock.advance(CEREMONY_STANDS_FOR)
    with pytest.raises(IllegalMove, match="sign_in_over"):
        town.end(asked, device.get(asked.ask))


def test_what_one_person_began_another_cannot_end(town: Town, device: Device) -> None:
    begun = town.begin_adding("ada", "code")
    with pytest.raises(IllegalMove, match="sign_in_over"):
        town.end_adding("kim", begun, device.create(begun.ask), "passkey")


def test_a_copied_passkey_is_noticed_by_its_counter(town: Town, device: Device) -> None:
    town.add("ada", device)
    copy = replace(device)
    town.enter(device)
    town.enter(device)
    with pytest.raises(Refused, match="passkey_was_copied"):
        town.enter(copy)


def test_a_device_that_does_not_count_signs_in_again_and_again(town: Town) -> None:
    device = Device(origin=HERE, counts=False)
    town.add("ada", device)
    assert [town.enter(device).person_id for _ in range(3)] == ["ada"] * 3


def test_a_passkey_that_is_not_known_or_of_somebody_erased_signs_nobody_in(town: Town, device: Device) -> None:
    town.add("ada", device)
    stranger = Device(origin=HERE)
    stranger.create(town.begin_adding("kim", "passkey").ask)
    with pytest.raises(Refused, match="passkey_is_not_known"):
        town.enter(stranger)
    people = town.house.people
    found = people.get("ada")
    people.append(found, erase(found.state, reason="own_wish"), by="ada")
    with pytest.raises(Refused, match="passkey_is_not_known"):
        town.enter(device)


def test_one_credential_is_one_persons(town: Town, device: Device) -> None:
    begun = town.begin_adding("ada", "code")
    answer = device.create(begun.ask)
    town.end_adding("ada", begun, answer, "code")
    for who in ("ada", "kim"):
        again = town.begin_adding(who, "passkey")
        mark = town.house.mint.mark(again.token, of="ceremony")
        same = {"challenge": str(begun.ask["challenge"])}
        town.ceremonies.begin(mark, replace(town.ceremonies.under_way[mark], secrets=same))
        with pytest.raises(IllegalMove, match="passkey_is_there"):
            town.end_adding(who, again, answer, "passkey")
    assert len(town.ids("ada")) == 1
