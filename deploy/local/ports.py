"""Finds ports that nobody listens on, and says which of those we need are taken.

Standard library only: `python3 -m deploy.local.ports` asks before anything is installed.
"""

import fcntl
import os
import random
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.plan import PORTS_USED, Plan, Ports, plan_from
from deploy.local.trouble import Code, Trouble

TEST_PORTS = range(20_000, 32_000, PORTS_USED + 1)
"""Below the ports that Linux gives to outgoing connections."""


@contextmanager
def free_ports() -> Iterator[Ports]:
    """A row of ports that nobody listens on, kept from other tests on this machine while it is held.

    Raises: Trouble when there is none.
    """
    for first in random.sample(TEST_PORTS, len(TEST_PORTS)):
        with _claimed(first) as ours:
            if ours and all(is_free(first + offset) for offset in range(PORTS_USED)):
                yield Ports(gateway=first)
                return
    raise Trouble(Code.PORT_IN_USE, "There is no row of free ports left on this machine.")


@contextmanager
def _claimed(port: int) -> Iterator[bool]:
    with (Path(tempfile.gettempdir()) / f"nabo-ports-{port}").open("w") as claim:
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
    return True


def refuse_taken_ports(plan: Plan) -> None:
    """Raises: Trouble."""
    for what, port in ports_needed(plan):
        if not is_free(port):
            raise Trouble(
                Code.PORT_IN_USE,
                f"Port {port}, needed for the {what}, is in use; choose others, for example: NABO_PORT=9080 make run",
            )


def ports_needed(plan: Plan) -> Iterator[tuple[str, int]]:
    """Every port that an embedded process of this plan listens on, and for what."""
    if plan.services:
        yield "gateway", plan.ports.gateway
    for service in plan.services:
        yield f"pages of {service}", plan.ports.web(service)
        yield f"worker of {service}", plan.ports.worker(service)
    if plan.kafka is None:
        yield "broker", plan.ports.broker
        yield "broker's controller", plan.ports.controller
    if plan.mongo_url is None:
        yield "database", plan.ports.mongod
    if plan.smtp_host is None:
        yield "mail catcher", plan.ports.smtp
    if plan.services and plan.sms_url is None:
        yield "phones", plan.ports.sms


def main() -> int:
    """0 when all ports are free that a start with these settings needs."""
    try:
        refuse_taken_ports(plan_from(os.environ))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
