"""The whole stack while it runs: its address, whether it is ready, and its clock."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence

from deploy.local.layout import PYTHON, REPO
from deploy.local.stores import Stores
from deploy.local.trouble import Code, Trouble
from deploy.local.waiting import wait_until
from shared.clock import Steering, steer

ANSWER_SECONDS = 2.0
HTTP_OK = 200


class Stack(Stores):
    """Stores and services together."""

    @property
    def url(self) -> str:
        """The one origin, without a slash at its end."""
        return self.plan.url

    def wait_ready(self, timeout: float = 60.0) -> None:
        """Return when every process says that it is ready.

        Raises: Trouble, which names those that were not.
        """
        waiting = dict(self._probes())
        try:
            wait_until(lambda: self._all_ready(waiting), seconds=timeout, what="every process is ready")
        except Trouble as late:
            names = ", ".join(sorted(waiting))
            raise Trouble(Code.NOT_READY, f"{late} Not ready: {names}; see {self.plan.layout.logs}.") from late

    def cli(self, service: str, *arguments: str) -> str:
        """Run one of a service's operator commands and give what it printed.

        Raises: Trouble with the end of what it said when it fails.
        """
        environment = self.operators_environment(service)
        command = operators_command(service, arguments)
        done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Trouble(Code.NOT_READY, f"{service} {' '.join(arguments)} failed: {said[-1] if said else 'no word'}")
        return done.stdout

    def operators_environment(self, service: str) -> dict[str, str]:
        """As the service's own processes have it, but counted in no metric."""
        environment = self.environment(service)
        del environment["PROMETHEUS_MULTIPROC_DIR"], environment["NABO_METRICS_DIR"]
        return environment

    def steer_clock(self, *, scale: float | None = None, shown: float | None = None) -> None:
        """Let the shared clock run `scale` times as fast from now on, or jump to `shown` (Unix seconds).

        Raises: Trouble when the stack was started without a steered clock.
        """
        file = self.plan.layout.clock
        if not self.plan.clock:
            raise Trouble(Code.SETTING, "This stack shows the real time; start it with a clock to steer it.")
        current = Steering(**json.loads(file.read_text()))
        now = time.time()
        there = current.at(now) if shown is None else shown
        steer(file, Steering(real=now, shown=there, scale=current.scale if scale is None else scale))

    def readiness(self) -> Mapping[str, bool]:
        """Which of its processes say that they are ready, now."""
        return {name: answers(port, path) for name, (port, path) in self._probes()}

    def _probes(self) -> Iterator[tuple[str, tuple[int, str]]]:
        ports = self.plan.ports
        for service in self.plan.services:
            yield f"web-{service}", (ports.web(service), f"/readyz/{service}")
            yield f"worker-{service}", (ports.worker(service), f"/readyz/{service}")
            yield f"gateway to {service}", (ports.gateway, f"/healthz/{service}")

    @staticmethod
    def _all_ready(waiting: dict[str, tuple[int, str]]) -> bool:
        """Ask those that were not ready yet, and strike out those that are."""
        for name, (port, path) in list(waiting.items()):
            if answers(port, path):
                del waiting[name]
        return not waiting


def operators_command(service: str, arguments: Sequence[str]) -> Sequence[str]:
    """What runs one of a service's operator commands."""
    return (str(PYTHON), "-m", f"services.{service}.entrypoints.cli", *arguments)


def answers(port: int, path: str) -> bool:
    """Whether a server on this machine answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == HTTP_OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
