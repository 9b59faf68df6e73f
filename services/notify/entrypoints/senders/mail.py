"""Sends mail and text messages as long as the worker runs; any number of workers may do this."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import structlog

from services.notify.bootstrap import Notify, Sending
from services.notify.domain.delivery import Channel
from services.notify.entrypoints.noting import note
from services.notify.handlers.send_messages import SendMessages
from services.notify.ports.channels import ChannelAway
from services.notify.ports.messages import Result
from shared.errors import TryAgain
from shared.worker import Loop, Stop

BATCH = 25
LONGEST_TURN_SECONDS = 0.25
"""Where the mail server is slow, a sign-in waits for what is being handed over, not for all that was taken with it."""

FIRST_LOOKS_EVERY_SECONDS = 0.15
OTHERS_LOOK_EVERY_SECONDS = 1.0
"""How long a message waits at most before somebody looks; what gathers meanwhile is cheaper together.

While the first has enough to do, the others do not rest either; while it hangs on one message, they see to the next.
"""

SWEEP_SECONDS = 5.0

log = structlog.get_logger()


def mail_loops(notify: Notify, sending: Sequence[Sending]) -> Mapping[str, Loop]:
    """One for each line to the mail server."""
    rests = (FIRST_LOOKS_EVERY_SECONDS, *repeat(OTHERS_LOOK_EVERY_SECONDS, len(sending) - 1))
    return {
        f"mail-{number}": MailLoop(notify, each, rest)
        for number, (each, rest) in enumerate(zip(sending, rests, strict=True), 1)
    }


def sms_loops(notify: Notify, sending: Sending) -> Mapping[str, Loop]:
    """One: a gateway gets a message after the other, and says itself how fast."""
    loop = MailLoop(
        notify, sending, OTHERS_LOOK_EVERY_SECONDS, channel=Channel.SMS, also_sweeps=notify.texting.take_up_receipts
    )
    return {"sms": loop}


def _nothing() -> Sequence[Result]:
    return ()


@dataclass(slots=True)
class MailLoop:
    """sending: this thread's own, with its line to the mail server, or to the gateway. also_sweeps: what else waits."""

    notify: Notify
    sending: Sending
    idle_seconds: float
    channel: Channel = Channel.EMAIL
    also_sweeps: Callable[[], Sequence[Result]] = _nothing
    monotonic: Callable[[], float] = time.monotonic
    next_sweep: float = 0.0

    def __call__(self, stop: Stop) -> None:
        """Until told to stop. What is away is waited for; a message that is being handed over is seen through.

        After the database was away all senders get the time to write what they know before anybody sweeps: else what
        was sent would be called unknown.
        """
        while not stop.is_told():
            try:
                self.sending.settle_known()
                self._sweep()
                results = self.sending.send_messages(SendMessages(limit=BATCH, seconds=LONGEST_TURN_SECONDS))
                note(self.notify, results)
                if not results:
                    stop.sleep(self.idle_seconds)
            except ChannelAway as away:
                log.warning("channel_away", channel=self.channel.value)
                stop.sleep(away.after_seconds)
            except TryAgain as later:
                self.next_sweep = self.monotonic() + SWEEP_SECONDS
                stop.sleep(later.after_seconds)
        self._end()

    def _end(self) -> None:
        try:
            self.sending.settle_known()
        except TryAgain:
            log.exception("results_not_written")
        self.sending.channel.close()

    def _sweep(self) -> None:
        if self.monotonic() < self.next_sweep:
            return
        note(self.notify, self.notify.recover_abandoned(self.channel))
        note(self.notify, self.also_sweeps())
        self.next_sweep = self.monotonic() + SWEEP_SECONDS
