"""However many senders ask at once, no more places of a day are taken than there are: in memory and in MongoDB."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_day_places import MongoDayPlaces
from services.notify.bootstrap import INDEXES
from services.notify.domain.sending import Allowance
from services.notify.ports.messages import DayPlaces
from tests.databases import own_database, patient_threads
from tests.factories.notify import NOON
from tests.fakes.notify_digests import FakeDayPlaces

TODAY = NOON.date()
TWO = Allowance(of="ada", most=2)
SENDERS = 8


@pytest.fixture(params=["in_memory", "in_mongodb"])
def places(request: pytest.FixtureRequest) -> Iterator[DayPlaces]:
    if request.param == "in_memory":
        yield FakeDayPlaces()
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield MongoDayPlaces(database)


def test_there_are_as_many_places_as_are_allowed(places: DayPlaces) -> None:
    assert [places.take(each, TWO, day=TODAY) for each in ("a", "b", "c")] == [True, True, False]


def test_a_message_that_has_its_place_keeps_it_and_takes_no_other(places: DayPlaces) -> None:
    assert [places.take(each, TWO, day=TODAY) for each in ("a", "a", "b", "c", "a")] == [True, True, True, False, True]


def test_a_place_that_is_given_back_is_free(places: DayPlaces) -> None:
    for each in ("a", "b"):
        places.take(each, TWO, day=TODAY)
    places.give_back("a", TWO, day=TODAY)
    places.give_back("never-had-one", TWO, day=TODAY)
    assert [places.take(each, TWO, day=TODAY) for each in ("c", "d")] == [True, False]


def test_other_days_and_other_readers_have_places_of_their_own(places: DayPlaces) -> None:
    for each in ("a", "b"):
        places.take(each, TWO, day=TODAY)
    assert places.take("c", TWO, day=TODAY + timedelta(days=1))
    assert places.take("c", Allowance(of="bo", most=1), day=TODAY)


def test_what_matters_most_has_a_place_that_others_cannot_take(places: DayPlaces) -> None:
    others, most = Allowance(of="ada", most=1), TWO
    assert [places.take("a", others, day=TODAY), places.take("b", others, day=TODAY)] == [True, False]
    assert places.take("c", most, day=TODAY)


def test_where_there_is_none_nobody_has_one(places: DayPlaces) -> None:
    assert not places.take("a", Allowance(of="ada", most=0), day=TODAY)


@pytest.mark.parametrize("most", [1, 2, 10])
def test_senders_who_ask_at_once_get_no_more_than_there_are(places: DayPlaces, most: int) -> None:
    allowed = Allowance(of="ada", most=most)
    with patient_threads(SENDERS) as senders:
        taken = list(senders.map(lambda number: places.take(f"d{number}", allowed, day=TODAY), range(3 * SENDERS)))
    assert sum(taken) == most
