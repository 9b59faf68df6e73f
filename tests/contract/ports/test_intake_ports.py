"""Intake's ports: what the fakes promise to unit tests, MongoDB keeps."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.intake.adapters.mongo_histories import MongoHistories
from services.intake.adapters.mongo_people import MongoPeople
from services.intake.adapters.mongo_reports import NAME, MongoReports
from services.intake.adapters.mongo_stories import MongoStories
from services.intake.bootstrap import INDEXES
from services.intake.domain.moves import empty, erase, withdraw
from services.intake.domain.report import EMPTY
from services.intake.domain.story import Message, Shown, Step, StepCode
from services.intake.ports import (
    Histories,
    People,
    ReferenceTaken,
    RequestTaken,
    Stories,
    Told,
    Wish,
)
from shared.clock import StoppedClock
from shared.errors import NotFound, StaleVersion
from shared.events.triage import ReportStatus
from shared.events.triage_people import Grant, Role
from shared.ids import Reference
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.repository import Found
from shared.retention import PROTECTED, Data, What
from tests.databases import own_database
from tests.factories.reports import NOW, REPORT_ID, case_state, received
from tests.fakes.intake import FakeReports
from tests.fakes.intake_told import FakePeople, FakeStories

BOTH = pytest.mark.parametrize("kind", ["fake", pytest.param("mongo", marks=pytest.mark.stores)])


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    """Empty but for intake's indexes."""
    with own_database(stores, "intake", INDEXES) as made:
        yield made


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def reports(kind: str, request: pytest.FixtureRequest, clock: StoppedClock) -> FakeReports | MongoReports:
    if kind == "fake":
        return FakeReports(clock=clock)
    return MongoReports(request.getfixturevalue("database"), clock=clock)


@pytest.fixture
def histories(request: pytest.FixtureRequest, reports: FakeReports | MongoReports) -> Histories:
    if isinstance(reports, FakeReports):
        return reports
    return MongoHistories(Aggregates(request.getfixturevalue("database"), NAME))


@pytest.fixture
def stories(kind: str, request: pytest.FixtureRequest) -> Stories:
    return FakeStories() if kind == "fake" else MongoStories(request.getfixturevalue("database"))


@pytest.fixture
def people(kind: str, request: pytest.FixtureRequest) -> People:
    return FakePeople() if kind == "fake" else MongoPeople(request.getfixturevalue("database"))


def keep(reports: FakeReports | MongoReports, name: str, **changes: Any) -> str:  # noqa: ANN401 -- any field
    """A report under this name, with a reference, a secret and a request of its own."""
    event, filed = received(reference=f"N-{name}")
    told = replace(event, **{key: value for key, value in changes.items() if key != "request"})
    request = str(changes.get("request", f"request-{name}"))
    found = Found(id=f"report-{name}", state=EMPTY, version=0)
    reports.append(found, (told, replace(filed, secret=f"secret-{name}", request=request)), by="reporter")
    return f"report-{name}"


@BOTH
def test_a_report_is_found_by_whatever_opens_it(reports: FakeReports | MongoReports) -> None:
    report_id = keep(reports, "1")
    assert reports.get(report_id).version == 2
    assert reports.with_secret("secret-1").id == report_id
    assert reports.with_request("request-1").id == report_id
    assert reports.with_reference(Reference("N-1")).state.text == "The lamp is out."
    questions: list[Callable[[], object]] = [
        lambda: reports.get("x"),
        lambda: reports.with_secret("x"),
        lambda: reports.with_request("x"),
        lambda: reports.with_reference(Reference("x")),
    ]
    for ask in questions:
        with pytest.raises(NotFound):
            ask()


@BOTH
def test_a_request_and_a_reference_are_each_there_once(reports: FakeReports | MongoReports) -> None:
    keep(reports, "1")
    with pytest.raises(RequestTaken):
        keep(reports, "2", request="request-1")
    with pytest.raises(ReferenceTaken):
        keep(reports, "3", reference="N-1")


@BOTH
def test_who_wrote_later_has_to_read_again(reports: FakeReports | MongoReports) -> None:
    stale = reports.get(keep(reports, "1"))
    reports.append(stale, withdraw(stale.state), by="reporter")
    with pytest.raises(StaleVersion):
        reports.append(stale, withdraw(stale.state), by="reporter")


@BOTH
def test_only_what_is_public_is_found_in_public(reports: FakeReports | MongoReports) -> None:
    keep(reports, "1")
    keep(reports, "2", private=True)
    keep(reports, "3", at_home=True)
    keep(reports, "4", danger_signs=["fire"])
    gone = reports.get(keep(reports, "5"))
    reports.append(gone, withdraw(gone.state), by="reporter")
    assert [each.found.id for each in reports.recent(Wish())] == ["report-1"]
    for hidden in "2345":
        with pytest.raises(NotFound):
            reports.with_reference(Reference(f"N-{hidden}"))


@BOTH
def test_a_list_goes_on_where_it_ended(reports: FakeReports | MongoReports) -> None:
    for name in "abcde":
        keep(reports, name, category="litter" if name in "bd" else "street_light")
    first = reports.recent(Wish(limit=3))
    rest = reports.recent(Wish(limit=3, after=first[-1].mark))
    assert [each.found.id[-1] for each in (*first, *rest)] == ["e", "d", "c", "b", "a"]
    assert [each.found.id[-1] for each in reports.recent(Wish(category="litter"))] == ["d", "b"]


@BOTH
def test_the_history_says_what_happened_and_when(
    reports: FakeReports | MongoReports, histories: Histories, clock: StoppedClock
) -> None:
    found = reports.get(keep(reports, "1"))
    clock.advance(timedelta(hours=1))
    reports.append(found, withdraw(found.state), by="reporter")
    deeds = histories.of("report-1")
    assert [(deed.version, deed.what.split(".")[2], deed.by) for deed in deeds] == [
        (1, "received", "reporter"),
        (2, "filed", "reporter"),
        (3, "withdrawn", "reporter"),
    ]
    assert [deed.at for deed in deeds] == [NOW, NOW, NOW + timedelta(hours=1)]


def tale() -> list[Told]:
    """Three events of a case: a step, a message with a formula in it, and something shown."""
    of_case = partial(Told, case_id="case-1")
    return [
        of_case(
            version=2,
            at=NOW,
            state=case_state(ReportStatus.IN_TRIAGE),
            state_version=3,
            step=Step(at=NOW, version=2, code=StepCode.OPENED, status=ReportStatus.IN_TRIAGE, until=NOW),
        ),
        of_case(
            version=10,
            at=NOW + timedelta(minutes=2),
            state=case_state(ReportStatus.WITH_TEAM),
            state_version=10,
            message=Message(at=NOW, version=10, by="staff", text="$state costs {$sum: 1} and $$ROOT"),
        ),
        of_case(
            version=9,
            at=NOW + timedelta(minutes=1),
            state=case_state(ReportStatus.ASKING_NEIGHBOURS),
            state_version=9,
            shown=Shown(at=NOW, version=9, to="bo", what=["place", "words"], why="assigned"),
        ),
    ]


@BOTH
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_story_is_the_same_in_whatever_order_it_is_told(stories: Stories, order: tuple[int, ...]) -> None:
    told = tale()
    for number in (*order, *order):
        stories.keep(told[number])
    story = stories.of(REPORT_ID)
    assert story is not None
    assert story.state.report_status is ReportStatus.WITH_TEAM
    assert (story.case_id, story.as_of) == ("case-1", NOW + timedelta(minutes=2))
    assert story.steps == (told[0].step,)
    assert story.messages == (told[1].message,)
    assert story.shown == (told[2].shown,)


@BOTH
def test_stories_are_found_together(stories: Stories) -> None:
    stories.keep(tale()[0])
    assert set(stories.of_all([REPORT_ID, "unknown"])) == {REPORT_ID}
    assert stories.of("unknown") is None
    assert stories.of_all([]) == {}


@BOTH
def test_what_holds_data_is_found_by_its_age_and_category_until_it_is_emptied(
    reports: FakeReports | MongoReports,
) -> None:
    various: tuple[dict[str, Any], ...] = ({}, {"category": "litter"}, {"danger_signs": ["fire"]}, {})
    for number, changes in enumerate(various):
        told, filed = received(reference=f"N-{number}", **changes)
        kept = replace(filed, received_at=NOW + number * timedelta(days=1), secret=f"s{number}")
        reports.append(reports.find(f"report-{number}"), (told, kept), by="reporter")
    words, later = What(data=Data.WORDS, of="street_light"), NOW + timedelta(days=9)

    def held(what: What, before: datetime) -> list[str]:
        return [each.id for each in reports.held(what, before)]

    assert held(words, later) == ["report-0", "report-3"]
    assert held(words, NOW) == ["report-0"]
    assert held(words, NOW - timedelta(seconds=1)) == []
    assert held(replace(words, of=PROTECTED), later) == ["report-2"]
    found = reports.get("report-0")
    reports.append(found, empty(found.state, Data.WORDS), by="retention")
    assert held(words, later) == ["report-3"]
    assert held(replace(words, data=Data.PLACE), later) == ["report-0", "report-3"]
    found = reports.get("report-3")
    reports.append(found, erase(found.state), by="erasure")
    assert held(words, later) == []


@BOTH
def test_a_story_that_was_emptied_stays_so_whatever_is_told_again(stories: Stories) -> None:
    said = Step(at=NOW, version=11, code=StepCode.RESOLVED, words="New bulb.")
    told = [*tale(), replace(tale()[1], version=11, state_version=11, message=None, step=said)]
    for each in told:
        stories.keep(each)
    stories.empty(REPORT_ID)
    for each in told:
        stories.keep(each)
    story = stories.of(REPORT_ID)
    assert story is not None
    assert [(each.by, each.text) for each in story.messages] == [("staff", "")]
    assert [(each.code, each.words) for each in story.steps] == [(StepCode.OPENED, ""), (StepCode.RESOLVED, "")]
    assert story.shown == (told[2].shown,)
    stories.keep(replace(told[1], version=12, message=Message(at=NOW, version=12, by="eva", text="New.")))
    found = stories.of(REPORT_ID)
    assert found is not None
    assert [each.text for each in found.messages] == ["", "New."]
    stories.empty("of nobody")


@BOTH
def test_the_newest_that_was_told_of_a_person_counts(people: People) -> None:
    staff, helper = [Grant(role=Role.CASEWORKER, team="works")], [Grant(role=Role.HELPER)]
    people.keep_roles("eva", staff, version=4)
    people.keep_roles("eva", helper, version=3)
    people.keep_roles("eva", staff, version=4)
    assert list(people.roles("eva")) == staff
    people.keep_roles("eva", [], version=5)
    assert list(people.roles("eva")) == []
    assert list(people.roles("nobody")) == []
    people.keep_name("eva", "Eva", version=2)
    people.keep_name("eva", "E.", version=1)
    assert people.names(["eva", "nobody"]) == {"eva": "Eva"}
    assert people.names([]) == {}


@BOTH
def test_a_session_is_revoked_for_good(people: People) -> None:
    assert not people.is_revoked("s")
    people.revoke_session("s", NOW)
    people.revoke_session("s", NOW)
    assert people.is_revoked("s")
    assert not people.is_revoked("t")
