"""On a real database: a case loses what was kept long enough, kind by kind, and nothing brings it back."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from pymongo.database import Database

from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_leftovers import MongoLeftovers
from services.triage.bootstrap.stores import AGED
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.keep_no_longer import KEEPS, KeepNoLonger
from shared.clock import StoppedClock
from shared.events.intake import ReporterWrote, ReportNoLongerNeeded
from shared.events.triage import MessageWritten
from shared.ids import CaseId, ReportId
from shared.mongo.connect import Document
from shared.mongo.retention import Aged, MongoConfirmed
from shared.retaining import Retaining
from shared.retention import Retention, survey
from tests.factories.triage_town import ADDRESS, ANNA, NOW, WORDS, Town, the_pack
from tests.integration.triage_web.conftest import town_on
from tests.integration.triage_web.rounds import publish

DAY = timedelta(days=1)


@pytest.fixture
def database(new_database: Callable[[], Database[Document]]) -> Database[Document]:
    return new_database()


@pytest.fixture
def town(database: Database[Document]) -> Town:
    return town_on(database)


def keeps(town: Town, database: Database[Document]) -> Retention:
    """As bootstrap puts it together."""
    cases = MongoCases(database, clock=town.clock)
    shelves = KeepNoLonger(cases=cases, leftovers=MongoLeftovers(database), traces=Aged(database, AGED))
    return Retention(kept=the_pack().common.retention.only(*KEEPS), shelves=shelves, confirmed=MongoConfirmed(database))


def confirm(town: Town, database: Database[Document]) -> None:
    found = keeps(town, database)
    found.confirmed.confirm(found.kept.named, NOW)


def lets_go(town: Town, database: Database[Document], after: timedelta) -> int:
    """What the worker's loop does so long after now; how much went."""
    publish(database)
    return Retaining("triage", keeps(town, database), clock=StoppedClock(NOW + after)).round().total()


def hears(town: Town, case_id: CaseId, happened: ReporterWrote | ReportNoLongerNeeded, version: int) -> None:
    report_id = ReportId(town.ports.cases.get(case_id).state.told.report_id)
    town.triage.hear_report(HearReport(report_id=report_id, version=version, at=NOW, happened=happened))


def told(town: Town, category: str = "litter") -> CaseId:
    case_id = town.case(category=category)
    hears(town, case_id, ReporterWrote(text="canary-wrote"), 2)
    town.then(case_id, MessageWritten(to="reporter", text="canary-staff", at=NOW), by=ANNA)
    return case_id


def ends(town: Town, case_id: CaseId) -> None:
    hears(town, case_id, ReportNoLongerNeeded(), 3)


def left(database: Database[Document]) -> str:
    return json.dumps([list(database[name].find()) for name in ("cases", "cases.history")], default=str)


def test_each_kind_goes_when_its_time_is_over_and_what_happened_stays(town: Town, database: Database[Document]) -> None:
    case_id = told(town)
    ends(town, case_id)
    confirm(town, database)
    assert lets_go(town, database, 364 * DAY) == 0
    assert ADDRESS in left(database)
    assert lets_go(town, database, 366 * DAY) == 2
    after = left(database)
    assert (ADDRESS in after, "canary-wrote" in after, "canary-staff" in after, WORDS in after) == (0, 0, 0, 1)
    assert "contact-of-reporter" in after
    assert lets_go(town, database, 731 * DAY) == 2
    assert "canary" not in left(database)
    assert "contact-of-reporter" not in left(database)
    assert lets_go(town, database, 999 * DAY) == 0
    publish(database)
    assert town.happened(case_id)[-1] == "triage.case.emptied.v1"
    assert "What had been kept long enough was taken out of it." in town.get_as_reader_of(case_id, "en")
    assert "Det, der havde ligget længe nok, er taget ud af den." in town.get_as_reader_of(case_id, "da")


def test_nothing_goes_of_open_cases_nor_before_it_is_confirmed(town: Town, database: Database[Document]) -> None:
    told(town)
    confirm(town, database)
    assert lets_go(town, database, 9999 * DAY) == 0
    ends(town, told(town))
    publish(database)
    database["retention"].delete_many({})
    found = keeps(town, database)
    would_go = [each for each in survey(found.kept.periods, found.shelves, NOW + 9999 * DAY) if each.count]
    assert [(each.what.of, each.count) for each in would_go] == [("litter", 1)] * 4
    stands = left(database)
    assert lets_go(town, database, 9999 * DAY) == 0
    assert left(database) == stands


def test_what_is_told_again_brings_nothing_back(town: Town, database: Database[Document]) -> None:
    case_id = told(town)
    ends(town, case_id)
    confirm(town, database)
    lets_go(town, database, 9999 * DAY)
    assert "canary" not in left(database)
    hears(town, case_id, ReporterWrote(text="canary-wrote"), 2)
    ends(town, case_id)
    assert "canary" not in left(database)


def test_a_restored_backup_is_looked_through_again(town: Town, database: Database[Document]) -> None:
    ends(town, told(town))
    publish(database)
    before = {name: list(database[name].find()) for name in ("cases", "cases.history")}
    confirm(town, database)
    lets_go(town, database, 9999 * DAY)
    for name, documents in before.items():
        database[name].delete_many({})
        database[name].insert_many(documents)
    assert "canary" in left(database)
    lets_go(town, database, 9999 * DAY)
    assert "canary" not in left(database)
    assert "contact-of-reporter" not in left(database)
