"""A whole worker in a process of its own: it publishes notebooks and copies what it hears into others."""

import signal
import sys
from collections.abc import Callable
from threading import Event, get_ident

from shared.clock import SystemClock
from shared.errors import StaleVersion, TryAgain
from shared.events.event import Received
from shared.kafka.broker import Broker
from shared.kafka.handling import STALE_SECONDS
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import connect
from shared.observability.logs import set_up_logs
from shared.repository import decide_again
from shared.spine import Spine, loops
from shared.worker import Loop, Stop, run
from tests.integration.spine.stage import INDEXED, NOTEBOOKS, SOURCE, Notebooks, notebooks_in


class Copying:
    """Keeps a copy of each notebook it hears of; what it has already is old news. Fails as handlers do."""

    def __init__(self, notebooks: Notebooks, between: Callable[[], object] = lambda: None) -> None:
        """between: what it does after it has read and before it writes."""
        self._notebooks = notebooks
        self._between = between

    def __call__(self, event: Received, *, topic: str) -> None:
        assert topic
        try:
            decide_again(lambda: self._copy(event))
        except StaleVersion:  # One that was frozen has no time left to decide again.
            raise TryAgain(STALE_SECONDS) from None

    def _copy(self, event: Received) -> None:
        copy = self._notebooks.find(f"copy of {event.subject}")
        self._between()
        if event.recorded.version > copy.version:
            self._notebooks.append(copy, [event.happened], by="worker")


def fail(stop: Stop) -> None:
    """A bug."""
    stop.sleep(0.2)
    raise ZeroDivisionError


def hang(_: Stop) -> None:
    """A library that does not hear."""
    Event().wait()


def end(stop: Stop) -> None:
    """A loop that thinks it is done."""
    stop.sleep(0.2)


def hear(stop: Stop) -> None:
    """A driver's thread that knows nothing of signals and is handed the one to end."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    signal.pthread_kill(get_ident(), signal.SIGTERM)
    stop.wait()


OWN: dict[str, dict[str, Loop]] = {
    "works": {},
    "fails": {"failing": fail},
    "hangs": {"hanging": hang},
    "ends": {"ending": end},
    "hears": {"hearing": hear},
}


def main(mongo_url: str, name: str, servers: str, password: str, topic: str, bind: str, behaviour: str) -> int:
    """Run until told to stop."""
    set_up_logs(service=name, process="worker")
    database = connect(mongo_url, user=name, password="open", database=name)
    notebooks = Aggregates(database, NOTEBOOKS)
    spine = Spine(
        service=name,
        source=SOURCE,
        database=database,
        broker=Broker(servers=servers, user="broker", password=password),
        clock=SystemClock(),
        indexes=INDEXED,
        relayed=[notebooks],
        handle=Copying(notebooks_in(database)),
        health_bind=bind,
        own=OWN[behaviour],
        hears=[topic],
    )
    return run(loops(spine))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
