"""What is needed to hand messages over once, and what whoever takes them may say to one."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from services.notify.domain.letter import Letter
from services.notify.domain.sms import Sms
from shared.errors import TryAgain

Message_contra = TypeVar("Message_contra", contravariant=True)


class ChannelAway(TryAgain):
    """Nothing at all can be handed over now."""


class Deferred(TryAgain):
    """This one cannot be handed over now; others may."""


class RefusesUs(Deferred):
    """The other side does not know us any more, or not at this address: nothing goes until a person mends that."""


class NoChannel(Exception):
    """Nothing goes out by this way here, today or tomorrow."""


class OutcomeUnknown(Exception):
    """It may have gone out, or not; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HandsOver(Protocol[Message_contra]):
    """One channel's line to whoever delivers."""

    def hand_over(self, message: Message_contra, /, *, at_the_brink: Callable[[], None]) -> None:
        """Give it to the mail server, or to the gateway. Blocks, never longer than the lease.

        at_the_brink: called once, right before the step that cannot be taken back; what it raises stops the sending.
        Raises: Undeliverable, Deferred, ChannelAway, NoChannel, OutcomeUnknown.
        """

    def close(self) -> None:
        """Say goodbye; the next message opens a line again."""


MailChannel = HandsOver[Letter]
SmsChannel = HandsOver[Sms]
