"""R16 while a store is away: whoever gets a 2xx is heard afterwards, whoever cannot be heard is told so at once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from time import monotonic, sleep, time
from uuid import uuid4

import psutil
import pytest

from bench.replay.books import Attempt, Books, audit
from tests.e2e.town.reports import Told, post
from tests.e2e.town.stores import all_of
from tests.e2e.town.town import Town
from tests.endurance import Noted
from tests.integration.rules.acting import PLACE, Tell

PAUSE_SECONDS = 2.0
LONGEST_503_SECONDS = 2.0
DRAINED_SECONDS = 60.0
UNDER_WAY = 20
A_BAG = {"category": "litter", "text": "A bag by the tree.", "location": PLACE}


@contextmanager
def away(town: Town, store: str) -> Iterator[None]:
    town.stack.stop(store)
    try:
        yield
    finally:
        town.stack.start(store)


def again_and_again(seconds: float, act: Callable[[], None]) -> None:
    """Once at least."""
    ends = monotonic() + seconds
    act()
    while monotonic() < ends:
        sleep(PAUSE_SECONDS)
        act()


def of_services(town: Town) -> Collection[int]:
    """All their processes."""
    names = (name for name in town.stack.processes() if name.startswith(("web-", "worker-")))
    first = [psutil.Process(town.stack.pid(name)) for name in names]
    return {process.pid for each in first for process in (each, *each.children(recursive=True))}


def stored(town: Town) -> set[str]:
    """The ids of all reports."""
    return {str(each["_id"]) for name, each in all_of(town, "intake", named="reports") if name == "reports"}


@pytest.mark.endure(name="away", short=0, full=180, minutes=10)
def test_R16_while_the_database_is_away_nothing_gets_a_2xx(town: Town, length: int, noted: Noted) -> None:
    """length: for how many seconds. It goes in the midst of work: workers write as it ends."""
    for _ in range(UNDER_WAY):
        assert post(town, A_BAG, {"Idempotency-Key": str(uuid4())}).status_code == HTTPStatus.CREATED
    processes, before, waits = of_services(town), stored(town), list[float]()

    def ask() -> None:
        answer = post(town, A_BAG, {"Idempotency-Key": str(uuid4())})
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
        waits.append(answer.elapsed.total_seconds())

    with away(town, "mongod"):
        again_and_again(length, ask)
    began = monotonic()
    town.stack.wait_ready()
    assert of_services(town) == processes, "they wait for it and do not end"
    assert stored(town) == before
    noted.seconds("until a report was refused, 503", waits, wanted=LONGEST_503_SECONDS)
    noted.seconds("from the start of the database until all were ready", [monotonic() - began])


@pytest.mark.endure(name="away", short=0, full=180, minutes=15)
def test_R16_while_the_broker_is_away_reports_are_taken_and_go_their_way_afterwards(
    town: Town, tell: Tell, length: int, noted: Noted
) -> None:
    """length: for how many seconds."""
    processes, told, waits = of_services(town), list[Told](), list[float]()

    def ask() -> None:
        began = monotonic()
        told.append(tell("street_light"))
        waits.append(monotonic() - began)

    with away(town, "kafka"):
        again_and_again(length, ask)
    began = monotonic()
    for each in told:
        each.becomes("with_team", seconds=DRAINED_SECONDS)
        each.letter(having=each.reference)
    drained = monotonic() - began
    assert of_services(town) == processes, "they wait for it and do not end"
    assert audit(books_of(town, told)).wrong == {}
    noted.seconds("from the start of the broker until all had gone their way", [drained], wanted=DRAINED_SECONDS)
    noted.seconds("until a report was taken, 201", waits)
    noted.count("reports taken while it was away", len(told))


def books_of(town: Town, told: Sequence[Told]) -> Books:
    """They have ended where a team has them and their reporters know."""
    ids = [each.id for each in told]
    return Books(
        attempts=[Attempt(key=each, status=201, at=time(), report_id=each) for each in ids],
        stored=stored(town) & set(ids),
        ended=ids,
        sends=Counter(f"{each.to} {each.message_id}" for each in town.mailbox.letters),
    )
