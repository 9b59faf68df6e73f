"""What a helper sees of a home before they have said yes (rule R5)."""

from hypothesis import given
from hypothesis import strategies as st

from services.triage.domain.distances import band
from services.triage.domain.rough_area import LEAST_ADDRESSES, Roughness, rough_area
from shared.events.place import Place, distance_m
from shared.events.triage import Circle

ROUGH = Roughness(radius_m=150, addresses=20, radius_without_m=1000)
places = st.builds(Place, lat=st.floats(-70, 70), long=st.floats(-179, 179))
secrets = st.binary(min_size=32, max_size=32)
SALT = b"s" * 32


def everywhere(_: Place, __: float) -> int:
    return LEAST_ADDRESSES


def sparse(_: Place, radius_m: float) -> int:
    """One address for every hundred metres of radius."""
    return int(radius_m / 100)


def area(place: Place, secret: bytes = SALT) -> Circle:
    return rough_area(place, ROUGH, secret=secret, count_addresses=everywhere)


@given(places, secrets)
def test_R5_the_place_lies_within_its_circle_of_at_least_150_m(place: Place, secret: bytes) -> None:
    circle = area(place, secret)
    assert circle.radius_m >= 150
    assert distance_m(circle.centre, place) <= circle.radius_m


@given(places)
def test_R5_the_circle_of_a_place_is_always_the_same(place: Place) -> None:
    assert area(place) == area(place)


@given(places, st.integers(0, 359))
def test_R5_whoever_asks_often_from_nearby_learns_no_more(place: Place, bearing: int) -> None:
    """Everything within a few metres has one of very few circles, so that averaging them leads nowhere."""
    steps = (Place(lat=place.lat + metres / 111_195, long=place.long + bearing * 1e-9) for metres in range(20))
    assert len({repr(area(step)) for step in steps}) <= 2


@given(places)
def test_R5_where_no_addresses_are_known_it_is_a_kilometre(place: Place) -> None:
    circle = rough_area(place, ROUGH, secret=SALT, count_addresses=None)
    assert circle.radius_m >= 1000
    assert distance_m(circle.centre, place) <= circle.radius_m


@given(places)
def test_R5_where_addresses_are_few_it_grows_until_there_are_twenty(place: Place) -> None:
    circle = rough_area(place, ROUGH, secret=SALT, count_addresses=sparse)
    assert sparse(circle.centre, circle.radius_m) >= LEAST_ADDRESSES


@given(places)
def test_R5_a_pack_cannot_ask_for_less(place: Place) -> None:
    careless = Roughness(radius_m=10, addresses=1, radius_without_m=1000)
    circle = rough_area(place, careless, secret=SALT, count_addresses=sparse)
    assert circle.radius_m >= 150
    assert sparse(circle.centre, circle.radius_m) >= LEAST_ADDRESSES


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
