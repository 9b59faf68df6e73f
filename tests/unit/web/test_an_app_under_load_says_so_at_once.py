"""The guard against overload, the three addresses of operators, and the thread from request to log."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore, Thread

import pytest
from flask import Blueprint
from flask.testing import FlaskClient

from shared.errors import TryAgain
from shared.observability.context import correlation_id
from shared.settings.common import SPARE_THREADS
from shared.web.access import PUBLIC, route
from shared.web.tracing import cause_of
from tests.factories.web import web_app, web_settings

PLACES = 6
PATIENCE_SECONDS = 60.0
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


class Slow:
    """A view that answers when told to."""

    def __init__(self) -> None:
        self.entered, self.may_go = Semaphore(0), Event()
        self.room = Blueprint("slow", __name__)
        route(self.room, "/slow", access=PUBLIC)(self.view)

        @route(self.room, "/", access=PUBLIC)
        def front() -> str:
            return correlation_id()

    def view(self) -> str:
        self.entered.release()
        assert self.may_go.wait(PATIENCE_SECONDS)
        return "done"


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def client(slow: Slow) -> FlaskClient:
    return web_app(slow.room, settings=web_settings(max_concurrent=1)).test_client()


def test_one_more_than_fits_is_refused_with_the_number_for_danger(client: FlaskClient, slow: Slow) -> None:
    busy = Thread(target=lambda: client.application.test_client().get("/slow", buffered=True))
    busy.start()
    try:
        assert slow.entered.acquire(timeout=PATIENCE_SECONDS)
        page, data = client.get("/", buffered=True), client.get("/api/anything", buffered=True)
        health = client.get("/healthz/intake")
    finally:
        slow.may_go.set()
        busy.join()
    assert (page.status_code, data.status_code, health.status_code) == (503, 503, 200)
    assert page.headers["Retry-After"] == "2"
    assert "112" in page.text
    assert "Prøv igen om et øjeblik" in page.text
    assert data.get_json(force=True)["code"] == "try_again"
    assert client.get("/", buffered=True).status_code == 200


def test_no_is_said_and_health_is_told_while_every_place_is_taken(slow: Slow) -> None:
    """The pool stands in for gunicorn's: what finds no thread waits in line, and nobody hears of it."""
    app = web_app(slow.room, settings=web_settings(max_concurrent=PLACES))
    with ThreadPoolExecutor(PLACES + SPARE_THREADS) as threads:
        working = [threads.submit(app.test_client().get, "/slow", buffered=True) for _ in range(PLACES)]
        try:
            assert all(slow.entered.acquire(timeout=PATIENCE_SECONDS) for _ in range(PLACES))
            too_many = [threads.submit(app.test_client().get, "/slow", buffered=True) for _ in range(10 * PLACES)]
            health = threads.submit(app.test_client().get, "/healthz/intake").result(PATIENCE_SECONDS)
            refused = [each.result(PATIENCE_SECONDS) for each in too_many]
        finally:
            slow.may_go.set()
    assert health.status_code == 200
    assert {answer.status_code for answer in refused} == {503}
    assert {answer.headers["Retry-After"] for answer in refused} == {"2"}
    assert {each.result().status_code for each in working} == {200}


def test_a_failure_gives_its_place_back(client: FlaskClient) -> None:
    for _ in range(3):
        assert client.get("/nowhere", buffered=True).status_code == 404
    assert client.get("/", buffered=True).status_code == 200


def test_readiness_names_what_does_not_answer() -> None:
    def away() -> bool:
        raise TryAgain(1)

    ready = web_app(ready={"mongodb": lambda: True}).test_client().get("/readyz/intake")
    not_ready = web_app(ready={"mongodb": away}).test_client().get("/readyz/intake")
    assert (ready.status_code, ready.get_json()) == (200, {"status": "ready", "checks": {"mongodb": True}})
    assert (not_ready.status_code, not_ready.get_json()["checks"]) == (503, {"mongodb": False})


def test_answers_are_measured_by_route_and_never_by_address(client: FlaskClient) -> None:
    client.get("/nowhere/with-a-secret")
    figures = client.get("/metrics/intake").text
    assert "nabo_http_seconds_bucket" in figures
    assert "with-a-secret" not in figures


def test_every_answer_names_its_correlation_id(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.headers["X-Correlation-Id"] == answer.text


def test_a_callers_trace_is_taken_up(client: FlaskClient) -> None:
    answer = client.get("/", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})
    assert answer.text == TRACE


@pytest.mark.parametrize(
    "malformed",
    ["", "nonsense", f"00-{TRACE}", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"ff-{TRACE}-00f067aa0ba902b7-01"],
)
def test_a_malformed_trace_is_not_taken_up(malformed: str) -> None:
    assert cause_of(malformed).correlation_id != TRACE
    assert cause_of(malformed).traceparent is None
