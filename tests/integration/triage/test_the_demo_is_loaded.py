"""The pack's made-up people come through the same use cases as real ones, once, and soon enough to wait for."""

from pathlib import Path

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


def test_made_up_helpers_of_a_large_pack_are_there_and_found(
    triage: Triage, database: Database[Document], clock: StoppedClock
) -> None:
    people = load_demo(PACKS / "san-diego")
    assert len(people) >= 5000
    some = people[::10]
    assert load_people(some, triage).fresh == len(some)
    helpers = MongoHelpers(database, limits=LIMITS, clock=clock)
    for person in some[::10]:
        if person.help is not None:
            assert _finds_somebody(helpers, helpers.get(person.person_id).state)


def _finds_somebody(helpers: MongoHelpers, near: Helper) -> bool:
    """For a task near this helper that they could do."""
    assert near.home is not None
    search = Search(place=near.home, radius_m=2000, capability=near.capabilities[0], tier=0, at=NOON, newcomers=True)
    return any(True for _ in helpers.in_turn(search))
