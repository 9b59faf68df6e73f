"""Finds ports that nobody listens on."""

import fcntl
import random
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.plan import PORTS_USED, Ports
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
