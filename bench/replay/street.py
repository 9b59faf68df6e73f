"""One run: the stack, the sender, the people, and the clock that runs faster while everybody only waits."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import requests
import structlog

from bench.replay.browser import NoSuchForm
from bench.replay.caseworkers import WINDOWS, Caseworker
from bench.replay.ledger import ENDS
from bench.replay.mailbox import Mail
from bench.replay.neighbours import Neighbours
from bench.replay.people import NotSignedIn, World
from bench.replay.plan import Planned
from bench.replay.residents import Residents
from bench.replay.sender import Sender, Sent

HANDS = 6  # people acting at the same time
QUIET_SECONDS = 2.0
SLOW, FAST, FASTEST = 1.0, 300.0, 36_000.0
PATIENCE_SECONDS = 300.0
"""So long nothing at all may come to an end before the rest counts as outstanding."""

LOOK_SECONDS = 0.05
TRIES = 8

log = structlog.get_logger()


class Patience:
    """Runs out when nothing has changed for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: tuple[int, ...] = ()
        self._ends = 0.0

    def is_left(self, *seen: int) -> bool:
        """Look at what should change."""
        now = time.monotonic()
        if seen != self._seen:
            self._seen, self._ends = seen, now + self._seconds
        return now < self._ends


class Street:
    """The people of one run and what they have sent."""

    def __init__(self, world: World, sender: Sender, *, caseworkers: Sequence[str]) -> None:
        self._world = world
        self._sender = sender
        self._residents = Residents(world)
        self._neighbours = Neighbours(world)
        self._caseworkers = [Caseworker(world, email) for email in caseworkers]
        self._hands = ThreadPoolExecutor(HANDS)
        self._stop = Event()
        self._over = Event()
        self._busy = 0
        self.sent: list[Sent] = []
        self.final: dict[str, dict[str, object]] = {}

    def live(self, planned: Sequence[Planned], *, rate: float, steer: Callable[[float], None]) -> None:
        """Send everything and wait until all of it has ended, or patience has. steer: sets the clock's pace."""
        for each in planned:
            self._residents.expect(each)
        desks = [self._desk(each, window) for each in self._caseworkers for window in range(WINDOWS)]
        reader = Thread(target=self._read_mail, daemon=True)
        for thread in (reader, *desks):
            thread.start()
        self._sender.send_all(planned, rate=rate, done=self.sent.append, stopped=self._stop.is_set)
        self._wait(steer)
        self._stop.set()
        for thread in desks:
            thread.join()  # Somebody may still wait for the code that lets them in, so mail is read to the end.
        self._hands.shutdown()
        self._over.set()
        reader.join()

    @property
    def ended(self) -> int:
        """How many reports are known to have come to an end."""
        return sum(each.get("status") in ENDS for each in list(self.final.values()))

    def stop(self) -> None:
        self._stop.set()

    def _desk(self, caseworker: Caseworker, window: int) -> Thread:
        bounds = {"stopped": self._stop.is_set, "sleep": self._stop.wait}
        return Thread(target=caseworker.work, args=(window,), kwargs=bounds, daemon=True)

    def _read_mail(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            for mail in self._world.mailbox.fresh():
                if mail.code is None and not self._stop.is_set():
                    self._busy += 1
                    self._hands.submit(self._act, mail)

    def _act(self, mail: Mail) -> None:
        try:
            self._patiently(mail)
        finally:
            self._busy -= 1

    def _patiently(self, mail: Mail) -> None:
        """A page may be behind its mail for a moment, or away: people come back to it."""
        for _ in range(TRIES):
            try:
                self._residents.read(mail)
                self._neighbours.read(mail)
            except (requests.RequestException, NoSuchForm, NotSignedIn) as trouble:
                self._world.tally.add(f"person_met_{type(trouble).__name__}")
                log.info("person_met_trouble", subject=mail.subject, trouble=str(trouble)[:200])
                self._stop.wait(QUIET_SECONDS)
            else:
                return

    def _wait(self, steer: Callable[[float], None]) -> None:
        """Slow while somebody acts, ever faster while everybody waits."""
        patience, pace = Patience(PATIENCE_SECONDS), SLOW
        desk, outstanding = self._resolved(), len(self.sent)
        while outstanding and patience.is_left(desk, outstanding) and not self._stop.is_set():
            acted = self._busy > 0 or self._resolved() != desk
            desk = self._resolved()
            outstanding = outstanding if acted else self._outstanding()
            wanted = SLOW if acted else max(FAST, min(FASTEST, pace * 2))
            if wanted != pace:
                steer(wanted)
            pace = wanted
            self._stop.wait(QUIET_SECONDS)
        steer(SLOW)

    def _resolved(self) -> int:
        return sum(each.done for each in self._caseworkers)

    def _outstanding(self) -> int:
        """Look at every accepted report that had not ended when it was looked at last."""
        accepted = [str(each.body["id"]) for each in self.sent if each.body and "id" in each.body]
        open_ones = [each for each in accepted if self.final.get(each, {}).get("status") not in ENDS]
        for report_id in open_ones:
            found = self._sender.status_of(report_id)
            if found:
                self.final[report_id] = found
        return sum(self.final.get(each, {}).get("status") not in ENDS for each in open_ones)
