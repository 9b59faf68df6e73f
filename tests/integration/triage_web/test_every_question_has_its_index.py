"""What triage's pages ask of the database: no collection is scanned, and nothing is sorted in memory."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from pymongo import monitoring
from pymongo.database import Database

from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.domain.alarms import Alarm
from services.triage.domain.shelves import Shelf, alarm_shelf, own_shelf, team_shelf
from services.triage.ports import After
from shared.errors import NotFound
from shared.events.triage_people import Role, RoleGranted, RoleProposed
from shared.ids import random_id
from shared.mongo.connect import Document
from shared.retention import Data, What
from tests.factories.triage_town import ANNA, BEN, LEO, NOW, Town, invitation_id
from tests.integration.triage_web.conftest import town_on

CASES = 300
QUESTIONS = ("find", "aggregate", "count")
FORBIDDEN = {"COLLSCAN", "SORT"}
TEAMS = ("lighting", "social", "streets")
Ask = Callable[[MongoCases, Town], object]

ASKED: Mapping[str, Ask] = {
    "the queue of several teams": lambda cases, _: cases.on_shelves(
        [team_shelf(team, Shelf.TEAM) for team in TEAMS], after=None, limit=26
    ),
    "the next page of it": lambda cases, _: cases.on_shelves(
        [team_shelf(team, Shelf.TEAM) for team in TEAMS], after=After(due_at=NOW, case_id="0"), limit=26
    ),
    "what I took": lambda cases, _: cases.on_shelves([own_shelf(BEN, "lighting")], after=None, limit=26),
    "what is urgent": lambda cases, _: cases.on_shelves(
        [team_shelf(team, Shelf.URGENT) for team in TEAMS], after=None, limit=26
    ),
    "alarms": lambda cases, _: cases.on_shelves([alarm_shelf(Alarm.UNSAFE)], after=None, limit=20),
    "alarms of several teams": lambda cases, _: cases.on_shelves(
        [alarm_shelf(Alarm.UNSAFE, team) for team in TEAMS], after=None, limit=20
    ),
    "how many": lambda cases, _: cases.count_on_shelves([team_shelf(team, Shelf.TEAM) for team in TEAMS], up_to=1001),
    "a case by its reference": lambda cases, town: cases.by_reference(next(iter(town.known.values()))),
    "a case by an invitation": lambda cases, town: cases.by_invitation(invitation_id(next(iter(town.known)), LEO)),
    "my tasks and what is asked of me": lambda cases, _: cases.on_which(LEO, 20),
    "the last thanks to me": lambda cases, _: cases.thanking(LEO, 20),
    "the cases of a helper": lambda cases, _: cases.of_helper(LEO),
    "the cases of a reporter": lambda cases, _: cases.told_by(["contact-of-reporter", "another"]),
    "what was kept long enough": lambda cases, _: list(cases.held(What(data=Data.WORDS, of="street_light"), NOW)),
    "when a case ended": lambda cases, town: cases.over_since(next(iter(town.known))),
    "the history of a case": lambda cases, town: cases.history(next(iter(town.known))),
}


class Overheard(monitoring.CommandListener):
    """Remembers what was asked."""

    def __init__(self) -> None:
        self.commands: list[Document] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name in QUESTIONS:
            kept = {name: value for name, value in event.command.items() if not name.startswith(("$", "lsid"))}
            self.commands.append(kept)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to remember."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to remember."""


@pytest.fixture
def overheard() -> Overheard:
    """Clients that are made after this one are listened to."""
    listener = Overheard()
    monitoring.register(listener)
    return listener


def stages(plan: object) -> Iterator[str]:
    """Every stage of a winning plan."""
    if isinstance(plan, Mapping):
        if "stage" in plan:
            yield str(plan["stage"])
        for name, inner in plan.items():
            if name != "rejectedPlans":
                yield from stages(inner)
    elif isinstance(plan, list):
        for inner in plan:
            yield from stages(inner)


def test_every_question_of_the_pages_has_its_index(
    overheard: Overheard, new_database: Callable[[], Database[Document]]
) -> None:
    database = new_database()
    town, cases = town_on(database), MongoCases(database, clock=town_on(database).clock)
    for number in range(CASES):
        case_id = town.case(category="street_light" if number % 2 else "shopping_help")
        if number % 10 == 0:
            town.asked(case_id, LEO)
    for name, ask in ASKED.items():
        overheard.commands.clear()
        ask(cases, town)
        assert overheard.commands, name
        for command in overheard.commands:
            plan: dict[str, Any] = database.command({"explain": command, "verbosity": "queryPlanner"})
            found = set(stages(plan))
            assert not found & FORBIDDEN, (name, found)


ASKED_OF_ROLES: Mapping[str, Callable[[MongoRoles], object]] = {
    "who has a role": lambda roles: roles.holding(Role.HELPER, after=LEO, limit=26),
    "for whom one waits": lambda roles: roles.waiting(after="", limit=26),
    "everybody with roles": lambda roles: roles.page(after=LEO, limit=26),
    "the history of somebody's roles": lambda roles: roles.history(LEO),
}


def test_every_question_about_roles_has_its_index(
    overheard: Overheard, new_database: Callable[[], Database[Document]]
) -> None:
    database = new_database()
    town = town_on(database)
    roles = MongoRoles(database, clock=town.clock)
    for _ in range(CASES):
        proposed = RoleProposed(proposed_by=BEN, role=Role.SAFEGUARDING_LEAD, expires_at=NOW)
        town.then_of_roles(random_id(), RoleGranted(role=Role.HELPER), proposed)
    for name, ask in ASKED_OF_ROLES.items():
        overheard.commands.clear()
        ask(roles)
        assert overheard.commands, name
        for command in overheard.commands:
            plan: dict[str, Any] = database.command({"explain": command, "verbosity": "queryPlanner"})
            found = set(stages(plan))
            assert not found & FORBIDDEN, (name, found)


def test_an_unknown_reference_is_looked_up_by_its_index_too(new_database: Callable[[], Database[Document]]) -> None:
    town = town_on(new_database())
    with pytest.raises(NotFound):
        town.triage.cases.by_reference("N-0000-0000-0")
    assert town.get(ANNA, "/desk/cases/N-0000-0000-0").status_code == 404


def test_a_page_of_the_desk_asks_each_thing_once(
    overheard: Overheard, new_database: Callable[[], Database[Document]]
) -> None:
    town = town_on(new_database())
    page = town.desk(town.case(category="street_light"))
    overheard.commands.clear()
    assert town.get(BEN, "/desk").status_code == 200
    assert _asked(overheard) == ["cases", "cases", "revoked_sessions", "roles"]
    overheard.commands.clear()
    assert town.get(BEN, page).status_code == 200
    the_page_and_its_handler = ["roles", "roles"]
    assert _asked(overheard) == ["cases", "cases", "cases.history", "revoked_sessions", *the_page_and_its_handler]


def _asked(overheard: Overheard) -> list[str]:
    """Of which collection each question was, in the order of their names."""
    return sorted(str(next(iter(command.values()))) for command in overheard.commands)
