"""Adding, using and removing passkeys, with a device in software that answers as real ones do."""

import json
from datetime import timedelta

import pytest

from services.notify.adapters.webauthn_authenticators import home_of
from services.notify.domain.passkeys import COUNTS_AFTER, ENROLMENT_STANDS_FOR, LONGEST_NAME, MOST
from services.notify.queries.my_passkeys import is_enrolled_by, my_passkeys
from shared.errors import IllegalMove, NotFound, Refused
from shared.events.triage_people import Grant, Role
from tests.fakes.authenticator import Device
from tests.fakes.notify_doors import House
from tests.fakes.notify_passkeys import HERE, SITE, Town


def test_a_number_has_no_passkeys_so_this_very_machine_is_called_localhost() -> None:
    assert home_of(SITE) == ("localhost", HERE)
    assert home_of("https://nabo.example.org") == ("nabo.example.org", "https://nabo.example.org")


def test_the_device_is_asked_to_know_its_owner_and_to_remember_whose_it_is(town: Town) -> None:
    asked = json.loads(json.dumps(town.begin_adding("ada", "code").ask))
    assert asked["authenticatorSelection"] == {
        "requireResidentKey": True,
        "residentKey": "required",
        "userVerification": "required",
    }
    assert asked["rp"] == {"id": "localhost", "name": "Nabo"}
    to_enter = town.begin().ask
    assert to_enter["userVerification"] == "required"
    assert not to_enter.get("allowCredentials")


def test_somebody_adds_a_passkey_and_signs_in_with_it_without_an_address(town: Town, device: Device) -> None:
    assert town.add("ada", device, name="  my phone  ") is None
    town.house.clock.advance(COUNTS_AFTER)
    entered = town.enter(device)
    assert (entered.person_id, entered.method, entered.next_path) == ("ada", "own_passkey", "/desk")
    assert town.house.sessions.stands(entered.session_id)
    (seen,) = my_passkeys("ada", passkeys=town.passkeys)
    assert (seen.name, seen.is_vouched) == ("my phone", False)
    assert seen.last_used_at == town.house.clock.now()


def test_a_passkey_without_a_name_is_called_after_the_browser_and_a_long_name_is_cut(town: Town) -> None:
    town.add("ada", Device(origin=HERE))
    town.add("ada", Device(origin=HERE), name="n" * 100)
    names = [each.name for each in my_passkeys("ada", passkeys=town.passkeys)]
    assert names == ["Firefox, Linux", "n" * LONGEST_NAME]


@pytest.mark.parametrize("method", ["link", "code", "own_passkey"])
def test_whoever_reads_the_mail_of_somebody_who_works_here_cannot_add_a_passkey(
    town: Town, device: Device, method: str
) -> None:
    with pytest.raises(IllegalMove, match="enrolment_first"):
        town.begin_adding("kim", method)
    begun = town.begin_adding("kim", "passkey")
    with pytest.raises(IllegalMove, match="enrolment_first"):
        town.end_adding("kim", begun, device.create(begun.ask), method)
    assert not town.ids("kim")


def test_with_the_link_that_was_handed_over_it_counts_and_they_are_signed_in_by_it(town: Town, device: Device) -> None:
    link = town.offer()
    entered = town.add("kim", device, "code", link)
    assert entered is not None
    assert (entered.person_id, entered.method) == ("kim", "passkey")
    assert town.enter(device).method == "passkey"


def test_a_link_for_a_passkey_works_once(town: Town, device: Device) -> None:
    link = town.offer()
    town.add("kim", device, "code", link)
    with pytest.raises(IllegalMove, match="enrolment_over"):
        town.begin_adding("kim", "code", link)


def test_of_two_who_use_a_link_at_once_one_gets_in(town: Town) -> None:
    link = town.offer()
    begun = [town.begin_adding("kim", "code", link) for _ in range(2)]
    devices = [Device(origin=HERE) for _ in range(2)]
    town.end_adding("kim", begun[0], devices[0].create(begun[0].ask), "code", link)
    with pytest.raises(IllegalMove, match="enrolment_over"):
        town.end_adding("kim", begun[1], devices[1].create(begun[1].ask), "code", link)
    assert len(town.ids("kim")) == 1


def test_a_link_for_a_passkey_is_one_persons_for_a_day_and_a_newer_one_takes_its_place(town: Town) -> None:
    house = town.house
    first, second = town.offer(), town.offer()

    def works(who: str, link: str) -> bool:
        return is_enrolled_by(who, link, passkeys=town.passkeys, mint=house.mint, clock=house.clock)

    assert not works("kim", first)
    assert works("kim", second)
    assert not works("ada", second)
    assert not works("kim", "")
    with pytest.raises(IllegalMove, match="enrolment_over"):
        town.begin_adding("ada", "code", second)
    house.clock.advance(ENROLMENT_STANDS_FOR)
    assert not works("kim", second)


def test_what_is_kept_of_a_link_gives_it_to_nobody(town: Town) -> None:
    link = town.offer()
    assert f"'{link}'" not in str(town.passkeys.recorded)
    assert town.passkeys.find("kim").state.enrolment is not None


def test_nobody_gets_a_link_who_does_not_work_here_is_not_there_or_makes_it(town: Town) -> None:
    with pytest.raises(Refused, match="works_not_here"):
        town.offer("ada")
    with pytest.raises(NotFound):
        town.offer("nobody")
    with pytest.raises(Refused, match="enrolment_of_oneself"):
        town.offer("kim", by="kim")


def test_a_passkey_from_before_the_role_is_not_enough_and_one_added_in_a_sure_session_is(town: Town) -> None:
    before = Device(origin=HERE)
    town.add("ada", before)
    town.house.roles.keep("ada", [Grant(role=Role.COORDINATOR)], version=1)
    town.house.clock.advance(COUNTS_AFTER)
    assert town.enter(before).method == "own_passkey"
    after = Device(origin=HERE)
    town.add("ada", after, "oidc")
    assert town.enter(after).method == "passkey"


def test_ten_passkeys_are_enough(town: Town) -> None:
    for _ in range(MOST):
        town.add("ada", Device(origin=HERE))
    with pytest.raises(IllegalMove, match="too_many_passkeys"):
        town.add("ada", Device(origin=HERE))


def test_what_was_removed_signs_nobody_in(town: Town, device: Device) -> None:
    town.add("ada", device)
    (passkey_id,) = town.ids("ada")
    with pytest.raises(NotFound):
        town.remove("kim", passkey_id)
    town.remove("ada", passkey_id, "code")
    with pytest.raises(Refused, match="passkey_is_not_known"):
        town.enter(device)
    with pytest.raises(NotFound):
        town.remove("ada", passkey_id)


def test_the_last_passkey_that_counts_goes_only_when_they_are_sure(town: Town) -> None:
    town.add("kim", Device(origin=HERE), "code", town.offer())
    town.add("kim", Device(origin=HERE), "passkey")
    first, second = town.ids("kim")
    town.remove("kim", first)
    with pytest.raises(IllegalMove, match="last_passkey"):
        town.remove("kim", second)
    town.remove("kim", second, is_sure=True)
    assert not town.ids("kim")


def test_whoever_reads_the_mail_of_somebody_who_works_here_cannot_shut_them_out(town: Town) -> None:
    town.add("kim", Device(origin=HERE), "code", town.offer())
    (passkey_id,) = town.ids("kim")
    with pytest.raises(IllegalMove, match="enrolment_first"):
        town.remove("kim", passkey_id, "code", is_sure=True)


def test_in_development_a_mail_is_enough_to_add_one_which_does_not_count_in_production(device: Device) -> None:
    town = Town(house=House(staff_may_use_links=True))
    town.add("kim", device, "code")
    town.house.clock.advance(COUNTS_AFTER)
    assert town.enter(device).method == "own_passkey"


def test_a_session_by_passkey_begins_when_they_showed_who_they_are(town: Town, device: Device) -> None:
    town.add("ada", device)
    town.house.clock.advance(timedelta(hours=3))
    assert town.enter(device).at == town.house.clock.now()
