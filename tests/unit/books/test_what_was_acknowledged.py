"""Whoever looks for what was acknowledged misses a line that is gone, is another now, or was never told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.clock import SystemClock
from shared.events.event import Received, Recorded
from tests.fakes.notebook import Notebook, NotebookEvent, evolve, public, wrote
from tests.fakes.repository import FakeRepository
from tests.integration.spine.written import Written


@pytest.fixture
def notebooks() -> FakeRepository[Notebook, NotebookEvent]:
    return FakeRepository(empty=Notebook(), evolve=evolve, clock=SystemClock())


@pytest.fixture
def written(notebooks: FakeRepository[Notebook, NotebookEvent]) -> Written:
    written = Written(notebooks)
    written.lines(["one", "two"], 3)
    return written


def told(written: Written) -> list[Received]:
    return [
        Received(
            subject=subject,
            recorded=Recorded(
                id=f"{subject}:{version}",
                version=version,
                at=datetime.now(UTC),
                by="tests",
                correlation_id="tests",
                happened=wrote(line),
            ),
            state=public(Notebook()),
            state_version=version,
        )
        for (subject, version), line in written.acknowledged.items()
    ]


def test_nothing_is_missing_where_nothing_was_lost(written: Written) -> None:
    assert len(written.acknowledged) == 6
    assert (written.missing(), written.not_told(told(written))) == ([], [])


def test_what_the_database_lost_is_missed_also_where_something_else_was_written_in_its_place(written: Written) -> None:
    fresh: FakeRepository[Notebook, NotebookEvent] = FakeRepository(
        empty=Notebook(), evolve=evolve, clock=SystemClock()
    )
    kept = [wrote(written.acknowledged["one", version]) for version in (1, 2)]
    fresh.given("one", *kept, wrote("something else"))
    assert set(replace(written, notebooks=fresh).missing()) == {
        ("one", 3),
        *(("two", version) for version in (1, 2, 3)),
    }


def test_what_the_topic_does_not_hold_or_holds_in_other_words_is_missed(written: Written) -> None:
    first, second, *rest = told(written)
    other = replace(second, recorded=replace(second.recorded, happened=wrote("other words")))
    missed = {(each.subject, each.recorded.version) for each in (first, second)}
    assert set(written.not_told([other, *rest])) == missed
