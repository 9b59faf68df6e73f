"""The pack's made-up people come through the same use cases as real ones, once, and soon enough to wait for."""

import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest
from pymongo.database import Database

from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.bootstrap import Triage
from services.triage.domain.helper import Helper
from services.triage.domain.helper_evolve import public_state
from services.triage.domain.search import Search
from services.triage.entrypoints.cli.demo import load_people
from shared.clock import StoppedClock
from shared.events.triage_people import Role
from shared.mongo.connect import Document
from shared.pack import load_demo
from tests.factories.cases import NOON
from tests.factories.helpers import LIMITS

PACKS = Path(__file__).parents[3] / "deploy" / "neighbourhoods"
ROUNDS = 200


def test_loading_the_demo_twice_loads_it_once(triage: Triage) -> None:
    people = load_demo(PACKS / "kluuvi")
    assert load_people(people, triage).fresh == len(people)
    before = {person.person_id: triage.helpers.find(person.person_id) for person in people}
    assert load_people(people, triage).fresh == 0
    assert {person.person_id: triage.helpers.find(person.person_id) for person in people} == before


def test_demo_people_hold_their_roles_and_say_that_they_are_made_up(triage: Triage) -> None:
    people = load_demo(PACKS / "kluuvi")
    load_people(people, triage)
    for person in people:
        assert triage.roles.of(person.person_id).now(NOON) == {role.role for role in person.roles}
    helpers = [triage.helpers.find(person.person_id).state for person in people if person.help is not None]
    assert all(public_state(helper).demo for helper in helpers)
    assert {Role.COORDINATOR, Role.SAFEGUARDING_LEAD, Role.CASEWORKER, Role.HELPER} <= {
        role.role for person in people for role in person.roles
    }


def test_five_thousand_helpers_are_there_soon_and_found_at_once(
    triage: Triage, database: Database[Document], clock: StoppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    people = load_demo(PACKS / "san-diego")
    began = perf_counter()
    loaded = load_people(people, triage)
    took = perf_counter() - began
    assert loaded.fresh >= 5000
    found = _times(database, clock)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{loaded.fresh} people loaded in {took:.1f} s; eligible helpers in fair order among 5,000:"
            f" p50 {found[ROUNDS // 2] * 1000:.1f} ms, p99 {found[-ROUNDS // 100] * 1000:.1f} ms\n"
        )
    assert took < 120
    assert found[ROUNDS // 2] < 0.1


def _times(database: Database[Document], clock: StoppedClock) -> list[float]:
    """Seconds to find the first six in turn for a task near each of many helpers, sorted."""
    helpers = MongoHelpers(database, limits=LIMITS, clock=clock)
    some = [helpers.get(each["_id"]).state for each in database["helpers"].aggregate([{"$sample": {"size": ROUNDS}}])]
    return sorted(_time(helpers, helper) for helper in some)


def _time(helpers: MongoHelpers, near: Helper) -> float:
    assert near.home is not None
    search = Search(place=near.home, radius_m=2000, capability=near.capabilities[0], tier=0, at=NOON, newcomers=True)
    began = perf_counter()
    assert list(islice(helpers.in_turn(search), 6))
    return perf_counter() - began
