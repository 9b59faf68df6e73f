"""A real gunicorn with our configuration, asked by more people than it has places for."""

import http.client
import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from deploy.local.layout import PYTHON, REPO
from deploy.local.ports import free_ports
from deploy.local.waiting import wait_until
from shared.settings.common import SPARE_THREADS

SECONDS = 20.0
PLACES = 6
TOO_MANY = 40


@dataclass(frozen=True, slots=True)
class Service:
    """port: where it answers. bell: where each slow request rings, and waits."""

    port: int
    bell: socket.socket

    def ask(self, path: str) -> tuple[int, str | None]:
        """The status, and after how many seconds to try again."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("Retry-After")
        finally:
            connection.close()

    @contextmanager
    def waiting(self, requests: int) -> Iterator[None]:
        """Until so many are at work; they go on waiting within."""
        with ExitStack() as lines:
            for _ in range(requests):
                lines.enter_context(self.bell.accept()[0])
            yield

    def answers(self) -> bool:
        try:
            return self.ask("/healthz/intake")[0] == http.HTTPStatus.OK
        except OSError:
            return False


@pytest.fixture
def service() -> Iterator[Service]:
    with free_ports() as ports, socket.create_server(("127.0.0.1", 0)) as bell:
        bell.settimeout(SECONDS)
        service = Service(ports.web("intake"), bell)
        environment = {
            **os.environ,
            "NABO_BIND": f"127.0.0.1:{service.port}",
            "NABO_WEB_WORKERS": "1",
            "NABO_WEB_THREADS": str(PLACES + SPARE_THREADS),
            "NABO_TEST_BELL": f"127.0.0.1:{bell.getsockname()[1]}",
        }
        command = (PYTHON, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "tests.fakes.slow_service:create_app()")
        with subprocess.Popen(command, cwd=REPO, env=environment, stderr=subprocess.DEVNULL) as gunicorn:
            try:
                wait_until(service.answers, seconds=SECONDS, what="gunicorn answers")
                yield service
            finally:
                gunicorn.terminate()


def test_whoever_finds_no_place_is_told_at_once_and_it_still_answers_for_its_health(service: Service) -> None:
    with ThreadPoolExecutor(PLACES + TOO_MANY) as crowd:
        working = [crowd.submit(service.ask, "/slow") for _ in range(PLACES)]
        with service.waiting(PLACES):
            refused: Sequence[tuple[int, str | None]] = list(crowd.map(service.ask, ["/slow"] * TOO_MANY))
            assert service.ask("/healthz/intake")[0] == 200
        assert set(refused) == {(503, "2")}
        assert {each.result()[0] for each in working} == {200}
