"""Helpers, contacts and sessions answer alike in memory and on a real database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from deploy.local.stores import Stores
from services.triage.adapters.mongo_contacts import MongoContacts
from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.adapters.mongo_sessions import MongoSessions
from services.triage.bootstrap import INDEXES
from services.triage.domain.search import Search
from shared.clock import StoppedClock
from shared.events.place import Place
from shared.events.triage_people import (
    HelperAsked,
    HelperEvent,
    HelperPaused,
    HelperResumed,
    HelperRevoked,
)
from tests.databases import own_database
from tests.factories.cases import ANNA, BO, CARL, HOUR, NOON, SQUARE
from tests.factories.helpers import LIMITS, NEAR, living, registered, vetted
from tests.fakes.triage_people import FakeContacts, FakeHelpers, FakeSessions


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    helpers: FakeHelpers | MongoHelpers
    contacts: FakeContacts | MongoContacts
    sessions: FakeSessions | MongoSessions

    def given(self, person_id: str, *events: HelperEvent, home: Place = NEAR, **offer: Any) -> None:  # noqa: ANN401 fields of an offer
        found = self.helpers.find(person_id)
        self.helpers.append(found, (living(home=home), registered(**offer), vetted(), *events), by="given")

    def found(self, *, newcomers: bool = True, radius_m: int = 2000, tier: int = 1) -> list[str]:
        search = Search(
            place=SQUARE,
            radius_m=radius_m,
            capability="snow_shovelling",
            tier=tier,
            at=NOON,
            newcomers=newcomers,
        )
        return [each.id for each in self.helpers.in_turn(search)]


CLOCK = StoppedClock(NOON)


@pytest.fixture(params=["in memory", "on a real database"])
def people(request: pytest.FixtureRequest, stores: Stores) -> Iterator[People]:
    if request.param == "in memory":
        yield People(helpers=FakeHelpers(clock=CLOCK), contacts=FakeContacts(), sessions=FakeSessions())
        return
    with own_database(stores, "triage", INDEXES) as database:
        yield People(
            helpers=MongoHelpers(database, limits=LIMITS, clock=CLOCK),
            contacts=MongoContacts(database),
            sessions=MongoSessions(database),
        )


def asked(hours: int) -> HelperAsked:
    return HelperAsked(case_id="case", at=NOON - timedelta(days=8) + hours * HOUR)


def test_newcomers_and_others_are_found_apart(people: People) -> None:
    people.given(ANNA)
    people.given(BO, asked(1))
    assert (people.found(), people.found(newcomers=False)) == ([ANNA], [BO])


def test_least_recently_asked_come_first(people: People) -> None:
    for hours, person in ((2, ANNA), (1, BO), (3, CARL)):
        people.given(person, asked(hours))
    assert people.found(newcomers=False) == [BO, ANNA, CARL]


def test_newcomers_come_in_the_order_of_their_ids(people: People) -> None:
    for person in (CARL, ANNA, BO):
        people.given(person)
    assert people.found() == [ANNA, BO, CARL]


def test_only_who_offers_it_is_found(people: People) -> None:
    people.given(ANNA, capabilities=["errands"])
    assert people.found() == []


def test_only_who_lives_near_is_surely_found(people: People) -> None:
    people.given(ANNA, home=Place(lat=SQUARE.lat + 0.0089, long=SQUARE.long))
    people.given(BO, home=Place(lat=SQUARE.lat + 1, long=SQUARE.long))
    assert people.found(radius_m=1000) == [ANNA]


def test_whoever_was_revoked_is_not_found(people: People) -> None:
    people.given(ANNA, HelperRevoked(reason="complaint"))
    assert people.found() == []


def test_whoever_has_too_low_a_tier_is_not_found(people: People) -> None:
    people.given(ANNA, vetted(1))
    assert (people.found(tier=1), people.found(tier=2)) == ([ANNA], [])


def test_whoever_came_back_is_found_again(people: People) -> None:
    people.given(ANNA, HelperPaused(), HelperResumed())
    assert people.found() == [ANNA]


def test_who_stands_behind_a_contact(people: People) -> None:
    people.contacts.keep(ANNA, ["home", "work"], version=2)
    people.contacts.keep(BO, ["home"], version=1)
    assert people.contacts.people_of("home") == {ANNA, BO}
    assert people.contacts.people_of("nobody's") == frozenset()


def test_whoever_notify_told_of_is_known(people: People) -> None:
    people.contacts.keep(ANNA, [], version=1)
    assert (people.contacts.knows(ANNA), people.contacts.knows(BO)) == (True, False)


def test_from_when_on_a_contact_opens_what_came_with_it(people: People) -> None:
    people.contacts.keep(ANNA, ["home"], version=1, verified=["home"], opens_from={"home": NOON})
    assert people.contacts.opens_from(ANNA) == {"home": NOON}
    assert people.contacts.opens_from(BO) == {}


def test_older_news_changes_nothing(people: People) -> None:
    people.contacts.keep(ANNA, ["new"], version=2)
    people.contacts.keep(ANNA, ["old"], version=1)
    people.contacts.keep(ANNA, ["same"], version=2)
    assert people.contacts.people_of("new") == {ANNA}
    assert people.contacts.people_of("old") == frozenset()


def test_a_session_that_ended_has_ended(people: People) -> None:
    assert not people.sessions.is_revoked("session")
    people.sessions.revoke("session", ANNA, NOON)
    people.sessions.revoke("session", ANNA, NOON)
    assert people.sessions.is_revoked("session")
