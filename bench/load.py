"""The load generator: one thread, many connections, in a process of its own."""

import selectors
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import get_context

from bench.connection import HUNG_UP, Asked, Connection
from bench.pace import Pace
from bench.wire import Address, Kind, request

CONNECTIONS = 32
LAST_ANSWERS_SECONDS = 30.0
IDLE_SECONDS = 0.2
BETWEEN_ARRIVALS_SECONDS = 0.01
"""People come one by one. All at once would fall to whichever server process is awake, and stay there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What to send. first: the number of the first request; whoever sends reports takes care that none comes twice."""

    to: Address
    kind: Kind
    pace: Pace
    first: int = 0
    connections: int = CONNECTIONS


@dataclass(frozen=True, slots=True)
class Answer:
    """status: 0 when the server hung up. Times are Unix seconds."""

    number: int
    status: int
    due: float
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a load. cpu_seconds: what the generator itself used."""

    began: float
    seconds: float
    cpu_seconds: float
    answers: list[Answer] = field(repr=False)


def send(load: Load) -> Outcome:
    """Blocks until all was answered, or until nothing was for LAST_ANSWERS_SECONDS."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_send, (load,))


def _send(load: Load) -> Outcome:
    return _Generator(load).run()


class _Generator:
    def __init__(self, load: Load) -> None:
        self._load = load
        self._selector = selectors.DefaultSelector()
        self._idle: deque[Connection] = deque()
        self._answers: list[Answer] = []
        self._asked = 0
        self._began = 0.0
        self._opened = 0
        self._opened_at = 0.0

    def run(self) -> Outcome:
        cpu_before, self._began = time.process_time(), time.time()
        heard_at = self._began
        while (wait := self._send_due()) is not None and time.time() < heard_at + LAST_ANSWERS_SECONDS:
            if ready := self._selector.select(wait):
                heard_at = time.time()
            for key, _ in ready:
                self._receive(key.data)
        seconds = self._answers[-1].at - self._began if self._answers else 0.0
        return Outcome(
            began=self._began,
            seconds=seconds,
            cpu_seconds=time.process_time() - cpu_before,
            answers=self._answers,
        )

    def _send_due(self) -> float | None:
        """Returns how long to listen before more is due, in seconds; None when all is sent and answered."""
        while (due := self._due()) is not None and due <= time.time() and self._somebody_is_free():
            self._ask(self._idle.popleft(), due)
        if due is None:
            return None if len(self._idle) == self._opened else IDLE_SECONDS
        if self._idle:
            return max(0.0, due - time.time())
        return BETWEEN_ARRIVALS_SECONDS if self._opened < self._load.connections else IDLE_SECONDS

    def _somebody_is_free(self) -> bool:
        """One more connection is opened where all are busy, until there are enough."""
        may_open = self._opened < self._load.connections
        if not self._idle and may_open and time.time() >= self._opened_at + BETWEEN_ARRIVALS_SECONDS:
            self._opened += 1
            self._opened_at = time.time()
            self._open()
        return bool(self._idle)

    def _due(self) -> float | None:
        return self._load.pace.due(self._asked, began=self._began, now=time.time())

    def _ask(self, connection: Connection, due: float) -> None:
        number = self._load.first + self._asked
        self._asked += 1
        try:
            connection.send(Asked(number=number, due=due), request(self._load.kind, number, self._load.to))
        except OSError:
            self._answered(connection, HUNG_UP)

    def _receive(self, connection: Connection) -> None:
        status = connection.receive()
        if status is not None and connection.asked is not None:
            self._answered(connection, status)
        elif connection.is_closing:  # A server may close a connection that is idle.
            self._idle.remove(connection)
            self._replace(connection)

    def _answered(self, connection: Connection, status: int) -> None:
        asked = connection.asked
        if asked is not None:
            self._answers.append(Answer(asked.number, status, asked.due, time.time()))
        connection.asked = None
        if status == HUNG_UP or connection.is_closing:
            self._replace(connection)
        else:
            self._idle.append(connection)

    def _replace(self, connection: Connection) -> None:
        self._selector.unregister(connection)
        connection.close()
        self._open()

    def _open(self) -> None:
        connection = Connection(self._load.to)
        self._selector.register(connection, selectors.EVENT_READ, connection)
        self._idle.append(connection)
