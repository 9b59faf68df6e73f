"""One run: the stack, the sender, the people, and the clock that runs faster while everybody only waits."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread

import structlog

from bench.replay.caseworkers import WINDOWS, Caseworker, InHand
from bench.replay.client import NoAnswer
from bench.replay.ledger import ENDS
from bench.replay.mailbox import Mail
from bench.replay.neighbours import Neighbours
from bench.replay.pace import LOOK_SECONDS, Pace, Patience, Shift, settled
from bench.replay.page import NoSuchForm
from bench.replay.people import NotSignedIn, World
from bench.replay.plan import Planned
from bench.replay.residents import Residents
from bench.replay.sender import Sender, Sent

HANDS = 6  # people acting at the same time
QUIET_SECONDS = 2.0
PATIENCE_SECONDS = 300.0
"""So long nothing at all may come to an end before the rest counts as outstanding."""

TRIES = 8
OPEN_ARE_ENOUGH = 20
"""To know that not all has ended. They are asked for one by one, and thousands would take longer than they may."""

log = structlog.get_logger()


class Street:
    """The people of one run and what they have sent."""

    def __init__(self, world: World, sender: Sender, *, caseworkers: Sequence[str]) -> None:
        self._world = world
        self._sender = sender
        self._residents = Residents(world)
        self._neighbours = Neighbours(world)
        in_hand = InHand()
        self._caseworkers = [Caseworker(world, email, in_hand) for email in caseworkers]
        self._hands = ThreadPoolExecutor(HANDS)
        self._stop = Event()
        self._over = Event()
        self._shift = Shift(len(caseworkers) * WINDOWS)
        self._counting = Lock()
        self._acting = 0
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
        settled(lambda: len(self._world.mailbox.first), self._stop.wait, PATIENCE_SECONDS)
        self._shift.hurry()
        self._wait(steer)
        self._stop.set()
        self._shift.end()
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
        return Thread(target=caseworker.work, args=(window, self._shift), daemon=True)

    def _read_mail(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            for mail in self._world.mailbox.fresh():
                if mail.code is None and not self._stop.is_set():
                    self._count(1)
                    self._hands.submit(self._act, mail)

    def _act(self, mail: Mail) -> None:
        try:
            self._patiently(mail)
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self._counting:
            self._acting += change

    def _patiently(self, mail: Mail) -> None:
        """A page may be behind its mail for a moment, or away: people come back to it."""
        for _ in range(TRIES):
            try:
                self._residents.read(mail)
                self._neighbours.read(mail)
            except (NoAnswer, NoSuchForm, NotSignedIn) as trouble:
                self._world.tally.add(f"person_met_{type(trouble).__name__}")
                log.info("person_met_trouble", subject=mail.subject, trouble=str(trouble)[:200])
                self._stop.wait(QUIET_SECONDS)
            else:
                return

    def _wait(self, steer: Callable[[float], None]) -> None:
        """Until all has ended, or patience has: in turns somebody acts and time passes."""
        patience, pace, outstanding = Patience(PATIENCE_SECONDS), Pace(steer, self._stop.wait), len(self.sent)
        while outstanding and patience.is_left(self._resolved(), outstanding) and not self._stop.is_set():
            if self._somebody_reads() or not self._shift.is_idle:
                self._stop.wait(LOOK_SECONDS)
                continue
            outstanding = self._outstanding()
            self._shift.pause()
            pace.pass_time(self._somebody_reads)
            self._shift.begin()
        self._outstanding(enough=len(self.sent))

    def _somebody_reads(self) -> bool:
        return self._acting > 0 or self._world.mailbox.awaited > 0

    def _resolved(self) -> int:
        return sum(each.done for each in self._caseworkers)

    def _outstanding(self, *, enough: int = OPEN_ARE_ENOUGH) -> int:
        """How many had not ended when they were looked at last. So many that are open still are answer enough."""
        accepted = [str(each.body["id"]) for each in self.sent if each.body and "id" in each.body]
        open_ones = [each for each in accepted if not self._has_ended(each)]
        still_open = 0
        for report_id in open_ones:
            found = self._sender.status_of(report_id)
            if found:
                self.final[report_id] = found
            still_open += not self._has_ended(report_id)
            if still_open == enough:
                break
        return sum(not self._has_ended(each) for each in open_ones)

    def _has_ended(self, report_id: str) -> bool:
        return self.final.get(report_id, {}).get("status") in ENDS
