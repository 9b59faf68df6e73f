"""Fifty say yes at the same moment: one has it, nobody else keeps a claim, and only the winner sees the place."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from threading import Barrier

import pytest
from pymongo.database import Database

from services.triage.bootstrap import Triage
from services.triage.handlers.invite_wave import InviteWave
from services.triage.handlers.show_task import ShowTask
from shared.errors import NotEligible, NotFound, StaleVersion
from shared.ids import CaseId, PersonId
from shared.mongo.connect import Document
from tests.databases import patient_threads
from tests.fakes.neighbourhood import FakeNeighbourhood
from tests.integration.triage.town import Town

MANY = 50


@pytest.fixture
def neighbourhood() -> FakeNeighbourhood:
    """One in which a single wave asks everybody."""
    found = FakeNeighbourhood()
    waves = (replace(found.ways.waves[0], helpers=MANY),)
    found.ways = replace(found.ways, waves=waves, newcomer_share=1.0)
    return found


@pytest.fixture
def town(triage: Triage, database: Database[Document]) -> Town:
    return Town(triage=triage, database=database)


def test_fifty_say_yes_at_once_and_one_has_it(town: Town) -> None:
    people = [f"person-{number:02}" for number in range(MANY)]
    with patient_threads(MANY) as pool:
        list(pool.map(town.offer, people))
        case_id = town.report()
        assert len(town.case(case_id).standing) == MANY
        together = Barrier(MANY)
        answers = Counter(pool.map(lambda person: _says_yes(town, case_id, person, together), people))
    assert answers == {"yes": 1, "somebody_else_said_yes": MANY - 1}
    (winner,) = town.case(case_id).active
    assert [person for person in people if town.helper(person).claims] == [winner]
    assert _who_sees_it(town, case_id, people) == [winner]


def _says_yes(town: Town, case_id: CaseId, person: str, together: Barrier) -> str:
    together.wait()
    try:
        town.accept(case_id, person)
    except NotEligible as no:
        return no.code
    except StaleVersion:
        return "stale"
    return "yes"


def _who_sees_it(town: Town, case_id: CaseId, people: list[str]) -> list[str]:
    seen = []
    for person in people:
        try:
            town.triage.show_task(ShowTask(case_id=case_id, person_id=PersonId(person)))
            seen.append(person)
        except NotFound:
            continue
    return seen


def test_two_workers_at_once_use_no_turn_for_nothing(town: Town) -> None:
    people = [f"person-{number:02}" for number in range(8)]
    for person in people:
        town.offer(person)
    case_id = town.open("report")
    together = Barrier(4)
    with patient_threads(4) as pool:
        list(pool.map(lambda _: _invites(town, case_id, together), range(4)))
    invited = set(town.case(case_id).invitations)
    assert {person for person in people if town.helper(person).asked} == invited
    assert invited


def _invites(town: Town, case_id: CaseId, together: Barrier) -> None:
    together.wait()
    with suppress(StaleVersion):
        town.triage.invite_wave(InviteWave(case_id=case_id))
