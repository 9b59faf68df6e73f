"""What operators do with the spine: play dead letters again, tell things again, bring old documents up to date."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.database import Database

from shared.clock import SystemClock
from shared.errors import InvalidMessage, UnknownSubject
from shared.events.event import Received, Recorded
from shared.events.intake import ReporterWrote, ReportFiled
from shared.events.topics import INTAKE_REPORTS
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.letters import SetAside
from shared.kafka.publisher import Publisher
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.parking import Parking
from shared.mongo.replays import Replays
from shared.mongo.repository import Kind, MongoRepository
from shared.operators.letters import DeadLetterOffice, Outcome
from shared.operators.migrating import migrate
from shared.operators.republishing import republish
from tests.fakes.notebook import Notebook, NotebookEvent, evolve, next_due_at, public, wrote
from tests.integration.spine.group import Group, NewTopic, names
from tests.integration.spine.stage import (
    NOTEBOOKS,
    SOURCE,
    Notebooks,
    in_background,
    notebooks_in,
    on_the_wire,
    reading,
    relay_of,
    until,
    write,
)

NOT_FOR_US = "not_for_this_service"
LARGEST = 1_048_471  # bytes of key and value: with a reason added it does not fit any more


class Release:
    """A service's handlers before and after somebody mended them."""

    def __init__(self) -> None:
        self.is_mended = False
        self.known: set[str] = set()
        self.heard: list[tuple[str, int]] = []

    def __call__(self, event: Received, *, topic: str) -> None:
        assert topic
        if not self.is_mended:
            raise InvalidMessage(NOT_FOR_US)
        if event.subject not in self.known:
            raise UnknownSubject(event.subject)
        self.heard.append((event.subject, event.recorded.version))


class Desk:
    """Letters that a consumer of this release set aside, and the office that has them."""

    def __init__(self, database: Database[Document], broker: Broker, new_topic: NewTopic) -> None:
        self.topic, self.dead_letters = new_topic(), new_topic()
        self.broker, self.release, self.database = broker, Release(), database
        self.office = DeadLetterOffice(
            "tests", broker, parking=Parking(database), replays=Replays(database), topic=self.dead_letters
        )

    def set_aside(self, records: Sequence[tuple[str, bytes]]) -> Sequence[SetAside]:
        write(self.broker, self.topic, records)
        group = Group(self.database, self.broker, self.topic, self.dead_letters)
        with in_background(group.member(self.release)), reading(self.broker, self.dead_letters) as reader:
            until("all are set aside", lambda: len(reader.read()) == len(records))
        return self.office.waiting()

    def replay(self) -> Mapping[bytes | None, Outcome]:
        return {each.letter.key: each.outcome for each in self.office.replay(self.office.waiting(), self.release)}


@pytest.fixture
def desk(database: Database[Document], broker: Broker, new_topic: NewTopic) -> Desk:
    return Desk(database, broker, new_topic)


def test_a_dead_letter_is_described_by_codes_numbers_and_ids(desk: Desk) -> None:
    subject = random_id()
    known = on_the_wire(subject, 1, text="canary words")
    letters = desk.set_aside([(subject, known), ("canary key", b'{"type": "canary type"}')])
    told = {each.reason: each.described() for each in letters}
    assert told[NOT_FOR_US]["subject"] == subject
    assert told[NOT_FOR_US]["type"] == "intake.report.message_written.v1"
    assert told[NOT_FOR_US]["id"] == f"{desk.topic}:{told[NOT_FOR_US]['partition']}:{told[NOT_FOR_US]['offset']}"
    assert (told["unknown_type"]["subject"], told["unknown_type"]["type"]) == (None, None)
    assert "canary" not in str(told)


def test_letters_are_played_again_once_it_is_mended_and_what_stays_unreadable_stays(desk: Desk) -> None:
    known, unknown = random_id(), random_id()
    room = LARGEST - len(known) - len(on_the_wire(known, 2, text="x"))
    whole = on_the_wire(known, 2, text="x" * (room + 1))
    records = [(known, on_the_wire(known, 1)), (known, whole), (unknown, on_the_wire(unknown, 1)), ("bad", b"{")]
    letters = desk.set_aside(records)
    assert {each.value for each in letters if each.key == known.encode()} == {records[0][1], b""}, "one is too long"
    assert set(desk.replay().values()) == {Outcome.UNREADABLE}
    assert len(desk.office.waiting()) == 4

    desk.release.is_mended, desk.release.known = True, {known}
    assert desk.replay() == {
        known.encode(): Outcome.HANDLED,
        unknown.encode(): Outcome.PARKED,
        b"bad": Outcome.UNREADABLE,
    }
    assert desk.release.heard == [(known, 1), (known, 2)]
    assert [each.key for each in desk.office.waiting()] == [b"bad"]
    (parked,) = Parking(desk.database).lane(f"{desk.topic}:{unknown}", 5)
    assert parked.value == records[2][1]
    desk.replay()
    assert len(desk.release.heard) == 2, "what went its way does not go again"


def told(database: Database[Document], broker: Broker, subject: str) -> Sequence[Received]:
    with reading(broker, INTAKE_REPORTS) as reader:
        publisher = Publisher(kafka.producer(broker))
        republish(Aggregates(database, NOTEBOOKS), subject, publisher, source=SOURCE)
        publisher.close(2)
        return until("they come", lambda: found if len(found := reader.events([subject])) == 2 else None)


def test_what_happened_is_told_again_as_it_was_with_the_newest_state_and_not_what_still_waits(
    database: Database[Document], broker: Broker
) -> None:
    (subject,), notebooks = names(1), notebooks_in(database)
    notebooks.append(notebooks.find(subject), [wrote("one"), wrote("two")], by="ada")
    with reading(broker, INTAKE_REPORTS) as reader:
        relay_of(database, broker).publish_batch()
        first = until("they come", lambda: found if len(found := reader.events([subject])) == 2 else None)
    notebooks.append(notebooks.get(subject), [wrote("three")], by="ada")

    again = told(database, broker, subject)
    assert [each.recorded.id for each in again] == [each.recorded.id for each in first]
    assert [each.recorded.at for each in again] == [each.recorded.at for each in first]
    assert [each.state_version for each in again] == [3, 3]
    assert [each.happened for each in again] == [ReporterWrote(text=""), ReporterWrote(text="")], "no history has words"
    assert republish(Aggregates(database, NOTEBOOKS), "nobody", Publisher(kafka.producer(broker)), source="") is None


def of_form(database: Database[Document], *upcasts: Any) -> Notebooks:  # noqa: ANN401 -- any upcast there is
    kind: Kind[Notebook, NotebookEvent] = Kind(
        empty=Notebook(),
        evolve=evolve,
        public=public,
        index=lambda notebook: {"secret": notebook.secret, "longest": max(map(len, notebook.lines), default=None)},
        next_due_at=next_due_at,
        upcasts=upcasts,
    )
    return MongoRepository(Aggregates(database, NOTEBOOKS), kind, clock=SystemClock())


def shout(state: Document) -> Document:
    """Form 2 has its lines in capitals."""
    return {**state, "lines": [line.upper() for line in state["lines"]]}


def number(state: Document) -> Document:
    """Form 3 numbers them."""
    return {**state, "lines": [f"{place} {line}" for place, line in enumerate(state["lines"], 1)]}


def test_an_old_document_is_read_in_todays_form_and_written_so_by_whoever_changes_it(
    database: Database[Document],
) -> None:
    notebooks_in(database).append(notebooks_in(database).find("a"), [wrote("one")], by="ada")
    database[NOTEBOOKS].update_one({"_id": "a"}, {"$unset": {"schema": ""}})
    today = of_form(database, shout, number)
    assert today.get("a").state.lines == ["1 ONE"]
    today.append(today.get("a"), [wrote("two")], by="ada")
    assert today.get("a").state.lines == ["1 ONE", "two"], "an upcast is never tried twice"
    stored = database[NOTEBOOKS].find_one({"_id": "a"}) or {}
    assert (stored["schema"], stored["longest"]) == (3, 5)


def test_old_documents_are_renewed_in_the_background_and_halfway_is_no_trouble(
    database: Database[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.operators.migrating.BATCH", 4)
    subjects, before = sorted(names(10)), notebooks_in(database)
    for subject in subjects:
        before.append(before.find(subject), [wrote("one"), ReportFiled(received_at=SystemClock().now())], by="ada")
    today = of_form(database, shout)
    halfway = next(migrate(today))
    assert (halfway.waiting, halfway.renewed, today.count_of_older_form()) == (10, 4, 6)

    database[NOTEBOOKS].update_one({"_id": subjects[-1]}, {"$set": {"state.lines": 7}})
    last = list(migrate(today))[-1]
    assert (last.renewed, list(last.failed)) == (5, [subjects[-1]])
    stored = list(database[NOTEBOOKS].find({"schema": 2}))
    assert {tuple(each["state"]["lines"]) for each in stored} == {("ONE",)}
    assert all(each["longest"] == 3 and len(each["pending"]) == 2 and each["version"] == 2 for each in stored)


def test_whoever_writes_meanwhile_is_never_overwritten(database: Database[Document]) -> None:
    before, today = notebooks_in(database), of_form(database, shout)
    for subject in ("a", "b"):
        before.append(before.find(subject), [wrote("one")], by="ada")
    found = {each["_id"]: each for each in today.of_older_form(after="", limit=10)}
    today.append(today.get("a"), [wrote("two")], by="new release")
    before.append(before.get("b"), [wrote("two")], by="old release")
    assert not today.renew(found["a"])
    assert not today.renew(found["b"])
    assert today.get("a").state.lines == ["ONE", "two"]
    assert today.get("b").state.lines == ["ONE", "TWO"], "what an old process writes is still of the old form"
    assert list(migrate(today))[-1].renewed == 1
    assert today.get("b").state.lines == ["ONE", "TWO"]
    assert database[NOTEBOOKS].count_documents({"schema": 2}) == 2


def happened(version: int, event: NotebookEvent) -> Recorded:
    return Recorded(
        id=f"e{version}", version=version, at=datetime.now(UTC), by="ada", correlation_id="c", happened=event
    )


def test_what_the_topic_still_knows_happens_again_and_what_it_does_not_know_is_named(
    database: Database[Document], broker: Broker
) -> None:
    (subject,), notebooks = names(1), notebooks_in(database)
    notebooks.append(notebooks.find(subject), [wrote("one")], by="ada")
    told = [happened(1, wrote("one")), happened(2, wrote("two")), happened(4, wrote("four"))]
    recovered = notebooks.recover(subject, told)
    assert recovered is not None
    assert (recovered.had, recovered.has, recovered.missing) == (1, 4, [3])
    assert notebooks.get(subject).state.lines == ["one", "two", "four"]
    assert notebooks.recover(subject, told) is None, "twice is once"
    relay_of(database, broker).publish_batch()
    kept = Aggregates(database, NOTEBOOKS).history(subject)
    assert [each["version"] for each in kept] == [1, 2, 4]
    notebooks.append(notebooks.get(subject), [wrote("five")], by="ada")
    assert notebooks.get(subject).version == 5
