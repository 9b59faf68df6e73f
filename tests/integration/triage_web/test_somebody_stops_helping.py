"""On a real database: whoever stopped is found by nobody who looks for helpers, and nothing says where they live."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from pymongo.database import Database

from services.triage.handlers.end_helping import EndHelping
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.events.triage_people import Role
from shared.ids import PersonId
from shared.mongo.connect import Document
from tests.factories.triage_town import HOME, MINA, Town
from tests.integration.triage_web.conftest import town_on
from tests.integration.triage_web.rounds import publish


@pytest.fixture
def database(new_database: Callable[[], Database[Document]]) -> Database[Document]:
    return new_database()


@pytest.fixture
def town(database: Database[Document]) -> Town:
    return town_on(database)


def stop(town: Town, database: Database[Document]) -> None:
    """By the page, and heard by the worker."""
    assert town.post(MINA, "/help/stop").status_code == 303
    town.triage.withdraw_helper(WithdrawHelper(person_id=PersonId(MINA), has_stopped=True))
    town.triage.end_helping(EndHelping(person_id=PersonId(MINA)))
    publish(database)


def test_R18_the_history_says_what_was_emptied_and_nothing_says_where_they_lived(
    town: Town, database: Database[Document]
) -> None:
    stop(town, database)
    kept = database["helpers"].find_one({"_id": MINA})
    assert kept is not None
    assert "reach" not in kept
    history = list(database["helpers.history"].find({"of": MINA}))
    assert history[-1]["type"] == "triage.helper.stopped.v1"
    assert "home" in history[-1]["data"]["emptied"]
    assert HOME not in json.dumps([kept, *history], default=str)


def test_R10_a_task_goes_on_to_others_and_the_role_ends(town: Town, database: Database[Document]) -> None:
    case_id = town.with_task(MINA)
    stop(town, database)
    case = town.ports.cases.get(case_id).state
    assert not case.active
    assert case.asking is not None
    assert Role.HELPER not in town.triage.roles.of(MINA).now(town.clock.now() + timedelta(minutes=1))
