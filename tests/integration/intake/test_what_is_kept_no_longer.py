"""On a real database: a report loses what was kept long enough, kind by kind, and nothing brings it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.intake.bootstrap import make_kinds
from shared.clock import StoppedClock
from shared.events.triage import CaseClosed, CaseStatus, CloseReason, MessageWritten, ReportStatus
from shared.mongo.connect import Document
from shared.retaining import Retaining
from shared.retention import Past, Retention, What, survey
from tests.factories.reports import NOW
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office
from tests.integration.intake.rounds import everything, publish

DAY = timedelta(days=1)
WORDS, STAFF, PLACE = "canary-words", "canary-staff", "Nygade 1"


def told(office: Office, **changes: Any) -> Mine:  # noqa: ANN401 -- any field
    """With words of both sides, a place and an address."""
    mine = Mine(office, **{"text": WORDS, "location": {"address": PLACE}, **changes})
    mine.send("/write", at="", text="canary-wrote")
    mine.hears(MessageWritten(to="reporter", text=STAFF), 3, ReportStatus.WITH_TEAM)
    return mine


def closes(mine: Mine, version: int = 5) -> None:
    mine.hears(
        CaseClosed(reason=CloseReason.CONFIRMED),
        version,
        ReportStatus.CLOSED,
        status=CaseStatus.CLOSED,
        close_reason=CloseReason.CONFIRMED,
    )


def confirm(office: Office) -> None:
    keeps = office.intake.retention
    keeps.confirmed.confirm(keeps.kept.named, NOW)


def lets_go(office: Office, after: timedelta = timedelta()) -> int:
    """What the worker's loop does so long after now; how much went."""
    publish(office)
    at = StoppedClock(NOW + after)
    return Retaining("intake", office.intake.retention, clock=at).round().total()


def kept(office: Office) -> dict[str, list[Document]]:
    database = office.stores.database
    return {name: list(database[name].find()) for name in database.list_collection_names()}


def test_each_kind_goes_when_its_time_is_over_and_what_happened_stays(office: Office) -> None:
    mine = told(office)
    contact_id = office.document(mine.id)["state"]["contact_id"]
    closes(mine)
    confirm(office)
    assert lets_go(office, 364 * DAY) == 0
    assert lets_go(office, 366 * DAY) == 2
    left = everything(office)
    assert PLACE not in left
    assert STAFF not in left
    assert "canary-wrote" not in left
    assert WORDS in left
    assert contact_id in left
    assert lets_go(office, 731 * DAY) == 2
    assert "canary" not in everything(office)
    assert contact_id not in everything(office)
    history = [each["type"] for each in office.stores.database["reports.history"].find({"of": mine.id})]
    assert history[0] == "intake.report.received.v1"
    assert lets_go(office, 900 * DAY) == 0
    page = mine.look()
    assert mine.taken["reference"] in page
    assert "canary" not in page


def test_nothing_goes_of_open_cases_and_of_protected_ones_only_after_their_longer_time(
    office: Office,
) -> None:
    told(office)
    child = told(office, category="child_at_risk")
    closes(child)
    confirm(office)
    assert lets_go(office, 1824 * DAY) == 0
    assert lets_go(office, 1826 * DAY) == 4
    assert everything(office).count(WORDS) == 1


def test_looking_and_unconfirmed_periods_change_nothing(office: Office) -> None:
    closes(told(office))
    publish(office)
    keeps, before = office.intake.retention, kept(office)
    found = {str(each.what): each.count for each in survey(keeps.kept.periods, keeps.shelves, NOW + 9999 * DAY)}
    assert {what for what, count in found.items() if count} == {
        f"{data} of street_light" for data in ("words", "messages", "place", "contact")
    }
    assert lets_go(office, 9999 * DAY) == 0
    assert kept(office) == before


class Killed(Exception):
    """The process is gone."""


class Dying:
    """Shelves of a process that dies after so many steps, in the middle of the next one."""

    def __init__(self, office: Office, steps: int) -> None:
        self._office = office
        self._steps = steps

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        return self._office.intake.retention.shelves.past(what, before)

    def let_go(self, what: What, past: Past) -> bool:
        if not self._steps:
            raise Killed
        self._steps -= 1
        return self._office.intake.retention.shelves.let_go(what, past)


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_killed_in_the_middle_the_next_process_goes_on(office: Office, steps: int) -> None:
    for _ in range(2):
        closes(told(office))
    confirm(office)
    publish(office)
    keeps = office.intake.retention
    dying = Retention(kept=keeps.kept, shelves=Dying(office, steps), confirmed=keeps.confirmed)
    with pytest.raises(Killed):
        Retaining("intake", dying, clock=StoppedClock(NOW + 9999 * DAY)).round()
    assert lets_go(office, 9999 * DAY) == 8 - steps
    assert "canary" not in everything(office)


def test_what_is_told_again_brings_nothing_back_and_what_is_new_stays(office: Office) -> None:
    mine = told(office)
    closes(mine)
    confirm(office)
    lets_go(office, 800 * DAY)
    lets_go(office, 800 * DAY)
    mine.hears(MessageWritten(to="reporter", text=STAFF), 3, ReportStatus.WITH_TEAM)
    closes(mine)
    assert "canary" not in everything(office)
    mine.hears(MessageWritten(to="reporter", text="Hello again."), 9, ReportStatus.CLOSED)
    assert "Hello again." in mine.look()


def test_a_restored_backup_is_looked_through_again(office: Office) -> None:
    mine = told(office)
    closes(mine)
    publish(office)
    before = kept(office)
    confirm(office)
    lets_go(office, 800 * DAY)
    for name in ("reports", "reports.history", "stories"):
        office.stores.database[name].delete_many({})
        office.stores.database[name].insert_many(before[name])
    assert WORDS in everything(office)
    lets_go(office, 800 * DAY)
    assert "canary" not in everything(office)


def test_refusals_and_ended_sessions_go_by_their_age(office: Office) -> None:
    office.intake.people.revoke_session("old", NOW)
    office.intake.people.revoke_session("new", NOW + 400 * DAY)
    office.stores.database["refusals"].insert_one({"_id": "old", "at": NOW})
    confirm(office)
    assert lets_go(office, 366 * DAY) == 2
    assert not office.intake.people.is_revoked("old")
    assert office.intake.people.is_revoked("new")


def test_an_old_report_is_found_once_it_is_stored_anew(office: Office) -> None:
    mine = told(office)
    closes(mine)
    publish(office)
    reports = office.stores.database["reports"]
    reports.update_many({}, {"$set": {"schema": 1}, "$unset": {"kept": "", "kept_as": "", "kept_since": ""}})
    confirm(office)
    assert lets_go(office, 800 * DAY) == 0
    repository = make_kinds(office.stores, office.intake.clock)["reports"]
    assert [repository.renew(each) for each in repository.of_older_form(after="", limit=9)] == [True]
    assert lets_go(office, 800 * DAY) == 4
