"""The bare app of `bench.bare`, served as intake's own web process is, on the same database."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from bench.wire import Address
from deploy.local.layout import PYTHON, REPO
from deploy.local.ports import free_ports
from deploy.local.stack import Stack, answers
from deploy.local.waiting import wait_until

HOST = "127.0.0.1"
SECONDS_TO_START = 20.0
SECONDS_TO_STOP = 15.0
_NOT_ITS_OWN = ("NABO_METRICS_DIR", "PROMETHEUS_MULTIPROC_DIR")


@contextmanager
def bare_server(stack: Stack) -> Iterator[Address]:
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
                yield Address(host=HOST, port=ports.gateway)
            finally:
                server.terminate()
                server.wait(SECONDS_TO_STOP)


def intake_web(stack: Stack) -> Address:
    """Intake's own web process, without the gateway."""
    return Address(host=HOST, port=stack.plan.ports.web("intake"))


def gateway(stack: Stack) -> Address:
    """The one origin that residents see."""
    return Address(host=HOST, port=stack.plan.ports.gateway)
