"""The bare app of `bench.bare`, served as intake's own web process is, on the same database."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.wire import Address
from deploy.local.layout import PYTHON, REPO
from deploy.local.ports import free_ports
from deploy.local.stack import Stack, answers
from deploy.local.waiting import wait_until

HOST = "127.0.0.1"
SECONDS_TO_START = 20.0
SECONDS_TO_STOP = 15.0
_NOT_ITS_OWN = ("NABO_METRICS_DIR", "PROMETHEUS_MULTIPROC_DIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """pids: of what works for a request to this address, the database included."""

    address: Address
    pids: tuple[int, ...]


@contextmanager
def bare_server(stack: Stack) -> Iterator[Server]:
    """Gunicorn with `deploy/gunicorn.conf.py`, intake's settings and intake's database user."""
    with free_ports() as ports:
        environment = {**stack.environment("intake"), "NABO_BIND": f"{HOST}:{ports.gateway}"}
        command = (str(PYTHON), "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "bench.bare:create_app()")
        with subprocess.Popen(  # noqa: S603 - our own interpreter
            command,
            cwd=REPO,
            env={name: value for name, value in environment.items() if name not in _NOT_ITS_OWN},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                wait_until(lambda: answers(ports.gateway, "/nothing"), seconds=SECONDS_TO_START, what="it answers")
                address = Address(host=HOST, port=ports.gateway)
                yield Server(address=address, pids=(server.pid, *_pids(stack, "mongod")))
            finally:
                server.terminate()
                server.wait(SECONDS_TO_STOP)


def intake_web(stack: Stack) -> Server:
    """Intake's own web process, without the gateway."""
    address = Address(host=HOST, port=stack.plan.ports.web("intake"))
    return Server(address=address, pids=_pids(stack, "web-intake", "mongod"))


def gateway(stack: Stack) -> Address:
    """The one origin that residents see."""
    return Address(host=HOST, port=stack.plan.ports.gateway)


def _pids(stack: Stack, *programs: str) -> tuple[int, ...]:
    return tuple(pid for name in programs if (pid := stack.pid(name)))
