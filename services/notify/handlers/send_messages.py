"""Send what is due: each message once, or at most once where a crash hides how it went (rule R16)."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Generic

from services.notify.domain.delivery import Delivery, Status
from services.notify.handlers.handing_over import HandingOver
from services.notify.handlers.other_ways import see_to_others, while_away
from services.notify.handlers.post_office import Ending, Message, PostOffice
from services.notify.ports.channels import ChannelAway
from services.notify.ports.messages import Claim, Known, LeaseLost, Result
from shared.errors import TryAgain


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessages:
    """seconds: after these the rest of the batch goes back to where it waited; never before one was tried."""

    limit: int = 25
    seconds: float = inf


def send_messages(command: SendMessages, *, office: PostOffice[Message]) -> list[Result]:
    """Take a batch and send it; returns what became of each message of it.

    What was not handed over is due again. Raises: ChannelAway when nothing can be sent now and nothing was found out of
    others. TryAgain when the database is away; what is known then is written first the next time.
    """
    settle_known(office=office)
    claim = office.deliveries.claim(command.limit, at=office.clock.now(), channel=office.sends)
    if not claim.deliveries:
        return []
    known = office.archive.about(claim.deliveries)
    batch = _Batch(office, claim, known, until=office.monotonic() + command.seconds)
    try:
        batch.send_all()
    finally:
        office.drawer.ending = batch.ending
        settle_known(office=office)
    return [*batch.results, *batch.of_others]


def settle_known(*, office: PostOffice[Message]) -> None:
    """Write down how the last batch ended, if that could not be done at once.

    Its claim is the fence: what others found meanwhile stands. Raises: TryAgain when the database is still away.
    """
    ending = office.drawer.ending
    if ending is None:
        return
    office.deliveries.settle(ending.claim, ending.results)
    if ending.is_cut_short:
        office.deliveries.give_back(ending.claim)
    office.drawer.ending = None


@dataclass(slots=True)
class _Batch(Generic[Message]):
    """until: when its turn is over. results: of all so far. unwritten: those of them that are not in the database yet.

    of_others: written already; see `see_to_others`.
    """

    office: PostOffice[Message]
    claim: Claim
    known: Known
    until: float
    results: list[Result] = field(default_factory=list)
    unwritten: list[Result] = field(default_factory=list)
    of_others: Sequence[Result] = ()
    handing: HandingOver[Message] = field(init=False)

    def __post_init__(self) -> None:
        self.handing = HandingOver(self.office, self.known, self._begin)

    def send_all(self) -> None:
        """What is known is told first: the channel is away the next time, too. Raises: ChannelAway; TryAgain."""
        left = deque(self.claim.deliveries)
        try:
            while left and (len(left) == len(self.claim.deliveries) or self.office.monotonic() < self.until):
                self._send(left[0])
                left.popleft()
        except ChannelAway:
            for each in left:
                self._keep(while_away(each, known=self.known, sends=self.office.sends, at=self.office.clock.now()))
            self.of_others = see_to_others(office=self.office)
            if not self.results and not self.of_others:
                raise

    def _send(self, delivery: Delivery) -> None:
        """Raises: ChannelAway; TryAgain from the database, which is asked before sending and after a refusal only."""
        try:
            result = self.handing.hand_over(delivery)
        except LeaseLost:
            return
        except ChannelAway:
            raise
        except TryAgain:
            self.unwritten.append(self._not_gone(delivery))
            raise
        self._keep(result)

    def _keep(self, result: Result | None) -> None:
        if result is not None:
            self.results.append(result)
            self.unwritten.append(result)

    @property
    def ending(self) -> Ending:
        is_cut_short = len(self.results) < len(self.claim.deliveries)
        return Ending(claim=self.claim, results=self.unwritten, is_cut_short=is_cut_short)

    def _begin(self, delivery: Delivery) -> None:
        self.office.deliveries.begin(delivery, self.claim, self.unwritten)
        self.unwritten = []

    def _not_gone(self, delivery: Delivery) -> Result:
        at = self.office.clock.now()
        return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=at)
