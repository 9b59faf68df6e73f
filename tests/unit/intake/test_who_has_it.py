"""Whoever wrote a report down for somebody hears which team has it, and opens the case only where the desk would."""

from datetime import timedelta

import pytest

from services.intake.queries.who_has_it import Holder, who_has_it
from shared.events.triage import CaseTaken
from shared.events.triage_people import Grant, Role
from shared.ids import ReportId
from tests.factories.reports import NOW, case_state, told
from tests.unit.intake.house import ID, House

WRITER = "caseworker-1"


@pytest.fixture
def house() -> House:
    house = House()
    house.people.keep_roles(WRITER, [Grant(role=Role.CASEWORKER, team="office")], version=1)
    return house


def asked(house: House, report: ReportId = ID) -> Holder:
    return who_has_it(report, WRITER, stories=house.stories, people=house.people, now=NOW)


def goes_to(house: House, team: str) -> None:
    house.hears(told(CaseTaken(person_id="somebody"), version=2, state=case_state(team=team)))


def test_at_first_nobody_knows(house: House) -> None:
    assert asked(house) == Holder(team=None, may_open=False)
    assert asked(house, ReportId("no such")) == Holder(team=None, may_open=False)


def test_ones_own_teams_case_may_be_opened(house: House) -> None:
    goes_to(house, "office")
    assert asked(house) == Holder(team="office", may_open=True)


def test_another_teams_case_is_theirs_to_open(house: House) -> None:
    goes_to(house, "lighting")
    assert asked(house) == Holder(team="lighting", may_open=False)


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.AUDITOR])
def test_who_reads_all_cases_opens_this_one(house: House, role: Role) -> None:
    house.people.keep_roles(WRITER, [Grant(role=role)], version=2)
    goes_to(house, "lighting")
    assert asked(house).may_open


@pytest.mark.parametrize(
    "grant",
    [
        Grant(role=Role.COORDINATOR, team="lighting"),
        Grant(role=Role.CASEWORKER),
        Grant(role=Role.CASEWORKER, team="lighting", expires_at=NOW - timedelta(seconds=1)),
    ],
    ids=str,
)
def test_a_role_that_is_another_or_over_opens_nothing(house: House, grant: Grant) -> None:
    house.people.keep_roles(WRITER, [grant], version=2)
    goes_to(house, "lighting")
    assert not asked(house).may_open
