"""What a helper sees of a home before they have said yes (rule R5)."""

from collections import Counter
from collections.abc import Sequence
from math import cos, radians
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.triage.domain.distances import band
from services.triage.domain.rough_area import LEAST_ADDRESSES, RoughAreas, Roughness, WithoutAddresses, lay_out
from shared.events.place import EARTH_RADIUS_M, Place, distance_m
from shared.events.triage import Circle
from shared.pack import load_gazetteer

ROUGH = Roughness(radius_m=150, addresses=20, radius_without_m=1000)
SALT = b"s" * 32
KLUUVI = Path("var/build/gazetteers")
M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
Metres = tuple[float, float]
Town = list[tuple[Metres, int, float]]

places = st.builds(Place, lat=st.floats(-70, 70), long=st.floats(-179, 179))
secrets = st.binary(min_size=32, max_size=32)
middles = st.builds(Place, lat=st.floats(-69, 69), long=st.floats(-170, 170))
offsets = st.floats(-4000, 4000, width=32)
spots = st.tuples(offsets, offsets)
hamlets = st.tuples(spots, st.integers(1, 45), st.sampled_from((0.0, 5.0, 40.0)))
towns = st.lists(hamlets, min_size=1, max_size=25)


def at(middle: Place, metres: Metres) -> Place:
    """So many metres north and east of the middle."""
    north, east = metres
    long = middle.long + east / M_PER_DEGREE / cos(radians(middle.lat))
    return Place(lat=middle.lat + north / M_PER_DEGREE, long=long)


def addresses_of(middle: Place, town: Town) -> list[Place]:
    """Each hamlet is a row of houses, so many metres apart."""
    return [
        at(middle, (north + number * step, east)) for (north, east), houses, step in town for number in range(houses)
    ]


def area(place: Place, secret: bytes = SALT, addresses: Sequence[Place] = ()) -> Circle:
    return lay_out(addresses, ROUGH, secret=secret).circle(place)


def contains(circle: Circle, place: Place) -> bool:
    return distance_m(circle.centre, place) <= circle.radius_m


def meant_by(areas: RoughAreas | WithoutAddresses, addresses: Sequence[Place]) -> Counter[Circle]:
    """How many addresses each circle stands for."""
    return Counter(areas.circle(address) for address in addresses)


@settings(deadline=None)
@given(middles, towns, secrets)
def test_R5_every_circle_stands_for_at_least_twenty_addresses(middle: Place, town: Town, secret: bytes) -> None:
    addresses = addresses_of(middle, town)
    assume(len(addresses) >= LEAST_ADDRESSES)
    areas = lay_out(addresses, ROUGH, secret=secret)
    assert min(meant_by(areas, addresses).values()) >= LEAST_ADDRESSES
    assert all(contains(areas.circle(address), address) for address in addresses)
    assert all(areas.circle(address).radius_m >= 150 for address in addresses)


@settings(deadline=None)
@given(middles, towns, spots, secrets)
def test_R5_a_place_without_an_address_lies_in_a_circle_with_twenty_too(
    middle: Place, town: Town, spot: Metres, secret: bytes
) -> None:
    addresses, place = addresses_of(middle, town), at(middle, spot)
    assume(len(addresses) >= LEAST_ADDRESSES)
    circle = lay_out(addresses, ROUGH, secret=secret).circle(place)
    assert contains(circle, place)
    assert circle.radius_m >= 150
    assert sum(contains(circle, address) for address in addresses) >= LEAST_ADDRESSES


@settings(deadline=None)
@given(middles, towns, st.tuples(st.floats(-60_000, 60_000), st.floats(-60_000, 60_000)))
def test_R5_so_does_a_place_outside_of_all_that_is_known(middle: Place, town: Town, spot: Metres) -> None:
    addresses, place = addresses_of(middle, town), at(middle, spot)
    assume(len(addresses) >= LEAST_ADDRESSES)
    circle = area(place, addresses=addresses)
    assert contains(circle, place)
    assert sum(contains(circle, address) for address in addresses) >= LEAST_ADDRESSES


def test_R5_a_place_beside_a_few_houses_is_not_shown_as_one_of_these_few() -> None:
    middle = Place(lat=60.17, long=24.94)
    addresses = addresses_of(middle, [((0.0, 0.0), 30, 5.0), ((-1000.0, 2400.0), 7, 5.0)])
    beside = at(middle, (-950.0, 2700.0))
    circle = area(beside, addresses=addresses)
    assert contains(circle, beside)
    assert all(contains(circle, address) for address in addresses)


@settings(deadline=None)
@given(middles, towns)
def test_R5_a_pack_cannot_ask_for_less(middle: Place, town: Town) -> None:
    addresses = addresses_of(middle, town)
    assume(len(addresses) >= LEAST_ADDRESSES)
    areas = lay_out(addresses, Roughness(radius_m=10, addresses=1, radius_without_m=1), secret=SALT)
    assert min(meant_by(areas, addresses).values()) >= LEAST_ADDRESSES
    assert all(areas.circle(address).radius_m >= 150 for address in addresses)


@settings(deadline=None)
@given(middles, towns)
def test_R5_a_pack_may_ask_for_more(middle: Place, town: Town) -> None:
    addresses = addresses_of(middle, town)
    assume(len(addresses) >= 60)
    areas = lay_out(addresses, Roughness(radius_m=300, addresses=60, radius_without_m=1000), secret=SALT)
    assert min(meant_by(areas, addresses).values()) >= 60
    assert all(areas.circle(address).radius_m >= 300 for address in addresses)


@given(places, st.integers(1, LEAST_ADDRESSES - 1), secrets)
def test_R5_fewer_than_twenty_addresses_in_all_are_as_good_as_none(place: Place, many: int, secret: bytes) -> None:
    assert area(place, secret, [place] * many) == area(place, secret)


@given(places, secrets)
def test_R5_where_no_addresses_are_known_it_is_a_kilometre(place: Place, secret: bytes) -> None:
    circle = area(place, secret)
    assert circle.radius_m >= 1000
    assert contains(circle, place)


def test_R5_a_lonely_house_at_the_edge_has_no_circle_of_its_own() -> None:
    """A town of two hundred, and one house half a kilometre out."""
    middle = Place(lat=60.17, long=24.94)
    town = [at(middle, (row * 30.0, column * 30.0)) for row in range(10) for column in range(20)]
    house = at(middle, (-500.0, -500.0))
    for number in range(50):
        areas = lay_out([*town, house], ROUGH, secret=bytes([number]) * 32)
        assert meant_by(areas, [*town, house])[areas.circle(house)] >= LEAST_ADDRESSES


def test_R5_a_dense_town_keeps_small_circles_whatever_lies_around_it() -> None:
    """One lonely house makes the circle of some wide, never that of all."""
    middle = Place(lat=60.17, long=24.94)
    town = [at(middle, (row * 20.0, column * 20.0)) for row in range(60) for column in range(60)]
    areas = lay_out([*town, at(middle, (9000.0, 9000.0))], ROUGH, secret=SALT)
    small = sum(areas.circle(address).radius_m <= 160 for address in town)
    assert small >= len(town) * 0.9


@settings(deadline=None)
@given(middles, towns, secrets)
def test_R5_no_circle_is_much_wider_than_the_town(middle: Place, town: Town, secret: bytes) -> None:
    """However the layout happens to cut it."""
    addresses = addresses_of(middle, town)
    assume(len(addresses) >= LEAST_ADDRESSES)
    across = max(distance_m(addresses[0], address) for address in addresses)
    assert max(circle.radius_m for circle in meant_by(lay_out(addresses, ROUGH, secret=secret), addresses)) < (
        2 * across + 500
    )


@pytest.mark.skipif(not (KLUUVI / "kluuvi.json").exists(), reason="the addresses come with the build")
@settings(deadline=None, max_examples=30)
@given(secrets)
def test_R5_every_circle_of_the_demo_stands_for_at_least_twenty_addresses(secret: bytes) -> None:
    addresses = [address.place for address in load_gazetteer(KLUUVI, "kluuvi").addresses]
    areas = lay_out(addresses, ROUGH, secret=secret)
    assert min(meant_by(areas, addresses).values()) >= LEAST_ADDRESSES
    assert all(contains(areas.circle(address), address) for address in addresses)


@given(places)
def test_R5_the_circle_of_a_place_is_always_the_same(place: Place) -> None:
    assert area(place) == area(place)


@settings(deadline=None)
@given(middles, towns, secrets)
def test_R5_the_order_of_the_addresses_does_not_matter(middle: Place, town: Town, secret: bytes) -> None:
    addresses = addresses_of(middle, town)
    one, other = (lay_out(listed, ROUGH, secret=secret) for listed in (addresses, addresses[::-1]))
    assert [one.circle(address) for address in addresses] == [other.circle(address) for address in addresses]


@given(places, st.integers(0, 359))
def test_R5_whoever_asks_often_from_nearby_learns_no_more(place: Place, bearing: int) -> None:
    """Everything within a few metres has one of very few circles, so that averaging them leads nowhere."""
    steps = (Place(lat=place.lat + metres / 111_195, long=place.long + bearing * 1e-9) for metres in range(20))
    assert len({repr(area(step)) for step in steps}) <= 2


@given(st.lists(places, min_size=30, max_size=30, unique_by=lambda place: place.lat))
def test_R5_the_circle_is_not_centred_on_the_place(some: list[Place]) -> None:
    away = [distance_m(area(place).centre, place) for place in some]
    assert max(away) > 50


@given(places, secrets, secrets)
def test_R5_where_the_circles_lie_is_a_secret(place: Place, one: bytes, other: bytes) -> None:
    assert one == other or area(place, one) != area(place, other)


@given(st.floats(0, 200_000))
def test_distances_are_told_in_bands(metres: float) -> None:
    lower, upper = band(metres)
    assert lower <= metres
    assert metres <= upper or upper == 100_000
