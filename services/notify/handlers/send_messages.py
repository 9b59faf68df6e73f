"""Send what is due: each message once, or at most once where a crash hides how it went (rule R16)."""

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Generic

from services.notify.domain.delivery import Delivery, Status, Why, next_attempt_at
from services.notify.domain.detours import is_stuck
from services.notify.domain.holding import is_gone
from services.notify.domain.letter import copy_for
from services.notify.domain.matter import Matter
from services.notify.domain.preferences import DIGEST, Verdict, Way, verdict
from services.notify.domain.sending import Reader, allowance, kind_of, may_be_a_strangers, objection
from services.notify.handlers.daily_mail import DailyMail, plan_daily, put_together, told_in
from services.notify.handlers.other_ways import by_mail, redirected, see_to_others, while_away
from services.notify.handlers.post_office import Ending, Message, PostOffice
from services.notify.ports.channels import ChannelAway, Deferred, NoChannel, OutcomeUnknown, RefusesUs
from services.notify.ports.messages import Claim, Known, LeaseLost, Result
from shared.errors import TryAgain, Undeliverable
from shared.sealing import Unreadable

OWNER = "owner"
GATHERED_WITHIN = timedelta(hours=1)
"""After its daily mail should have gone, what was not gathered for it is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessages:
    limit: int = 25


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
    batch = _Batch(office, claim, known)
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
    """results: of all so far. unwritten: those of them that are not in the database yet.

    copies: what readers find among their messages, of those that are put into words. own: deliveries about what their
    reader told signed in, as the box says in which it came. of_others: written already; see `see_to_others`.
    """

    office: PostOffice[Message]
    claim: Claim
    known: Known
    results: list[Result] = field(default_factory=list)
    unwritten: list[Result] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    of_others: Sequence[Result] = ()

    def send_all(self) -> None:
        """What is known is told first: the channel is away the next time, too. Raises: ChannelAway; TryAgain."""
        left = deque(self.claim.deliveries)
        try:
            while left:
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
            result = self._hand_over(delivery)
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

    def _hand_over(self, delivery: Delivery) -> Result:
        """What says no to one message ends that one alone. Raises: ChannelAway, LeaseLost."""
        try:
            return self._attempt(delivery)
        except Unreadable:
            return self._failed(delivery, Why.UNREADABLE_BOX)
        except Undeliverable as final:
            return self._failed(delivery, final.reason)
        except OutcomeUnknown as unknown:
            return self._result(delivery, Status.UNKNOWN, why=unknown.reason)
        except NoChannel:
            return self._result(delivery, Status.SUPPRESSED, why=Why.NO_CHANNEL)
        except Deferred as later:
            is_refused = isinstance(later, RefusesUs)
            return self._by_mail(delivery, is_refused=is_refused) or self._put_off(
                delivery, later.after_seconds, is_refused=is_refused
            )

    def _attempt(self, delivery: Delivery) -> Result:
        matter = self._matter(delivery)
        reader = self.known.readers.get(delivery.id)
        at = self.office.clock.now()
        why = objection(delivery, matter=matter, reader=reader, at=at)
        if why is not None or reader is None:
            return self._result(delivery, Status.SUPPRESSED, why=why)
        if reader.by not in {None, self.office.sends}:
            return redirected(delivery, reader.by, at=at)
        if delivery.message == DIGEST and self.office.daily is not None:
            return self._send_daily(delivery, reader, self.office.daily, at)
        return self._as_they_wish(delivery, reader, matter, at)

    def _as_they_wish(self, delivery: Delivery, reader: Reader, matter: Matter | None, at: datetime) -> Result:
        wish = verdict(
            delivery,
            reader.preferences,
            matter=matter,
            at=at,
            zone=self.office.zone,
            has_mail=reader.has_mail,
        )
        if wish.way in {Way.LATER, Way.IN_DIGEST}:
            return self._held(delivery, reader, wish)
        opened = self._opened(delivery, reader)
        why = self._leads_nowhere(delivery, reader, opened)
        if why is not None:
            return self._result(delivery, Status.SUPPRESSED, why=why)
        letter = self._written(delivery, reader, matter, at, opened=opened)
        if wish.way is Way.KEPT:
            return self._result(delivery, Status.SUPPRESSED, why=wish.why)
        if not self._has_place(delivery, reader):
            return self._result(delivery, Status.SUPPRESSED, why=Why.DAILY_LIMIT)
        self.office.channel.hand_over(letter, at_the_brink=lambda: self._begin(delivery))
        return self._result(delivery, Status.SENT)

    def _opened(self, delivery: Delivery, reader: Reader) -> Mapping[str, str]:
        opened = self.office.opens.open(delivery.box or reader.box)
        if opened.get("told_by") == OWNER:
            self.own.add(delivery.id)
        if not reader.goes_to:
            return opened
        chosen = self.office.opens.open(reader.goes_to)
        return {**opened, "kind": chosen["kind"], "address": chosen["address"]}

    def _leads_nowhere(self, delivery: Delivery, reader: Reader, opened: Mapping[str, str]) -> Why | None:
        """Why nothing goes by this channel to what the box holds."""
        if opened.get("kind") != kind_of(self.office.sends):
            return Why.NO_CHANNEL
        if may_be_a_strangers(delivery, reader) and not self.office.goes_to(opened["address"]):
            return Why.FAR_AWAY
        return None

    def _written(
        self, delivery: Delivery, reader: Reader, matter: Matter | None, at: datetime, *, opened: Mapping[str, str]
    ) -> Message:
        """In its final words, of which its reader gets a copy."""
        letter = self.office.letters.write(
            delivery, opened, matter=matter, reader=reader, names=self.known.names, at=at
        )
        if reader.person_id:
            self.copies[delivery.id] = self.office.seals.seal(copy_for(reader.person_id, letter.copy))
        return letter

    def _held(self, delivery: Delivery, reader: Reader, wish: Verdict) -> Result:
        """Its reader wants it later; for a daily mail it waits a while longer than until that goes.

        The daily mail is planned first: after a crash between the two it finds nothing to say, or is found again.
        """
        digest, next_at = None, wish.at
        if wish.way is Way.IN_DIGEST and wish.at is not None:
            digest = plan_daily(reader, wish.at, deliveries=self.office.deliveries)
            next_at = wish.at + GATHERED_WITHIN
        at = self.office.clock.now()
        return Result(delivery=delivery, status=Status.PENDING, at=at, why=wish.why, next_at=next_at, digest=digest)

    def _send_daily(self, digest: Delivery, reader: Reader, daily: DailyMail, at: datetime) -> Result:
        letter = put_together(digest, reader, daily=daily, at=at)
        if letter is None:
            return self._result(digest, Status.SUPPRESSED, why=Why.NOTHING_LEFT)
        daily.channel.hand_over(letter, at_the_brink=lambda: self._begin(digest))
        with suppress(TryAgain):  # It has gone; whatever follows must not send it once more.
            daily.digests.delivered(digest.id)
        return self._result(digest, Status.SENT)

    def _has_place(self, delivery: Delivery, reader: Reader) -> bool:
        """Asked last, for a place that is taken counts unless the message fails: it may have arrived."""
        allowed = allowance(delivery, reader, self.office.caps, is_own=delivery.id in self.own)
        return allowed is None or self.office.places.take(delivery.id, allowed, day=self._today())

    def _failed(self, delivery: Delivery, why: str) -> Result:
        daily = self.office.daily if delivery.message == DIGEST else None
        for each in told_in(delivery, daily=daily) if daily else (delivery,):
            self.office.on_failed(each)
        reader = self.known.readers.get(delivery.id)
        if reader is not None and reader.is_verified and not reader.goes_to and is_gone(why):
            self.office.on_gone(reader.contact_id)
        is_own = delivery.id in self.own
        allowed = allowance(delivery, reader, self.office.caps, is_own=is_own) if reader else None
        if allowed is not None:
            self.office.places.give_back(delivery.id, allowed, day=self._today())
        return self._result(delivery, Status.FAILED, why=why)

    def _today(self) -> date:
        return self.office.day_of(self.office.clock.now())

    def _begin(self, delivery: Delivery) -> None:
        self.office.deliveries.begin(delivery, self.claim, self.unwritten)
        self.unwritten = []

    def _not_gone(self, delivery: Delivery) -> Result:
        at = self.office.clock.now()
        return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=at)

    def _put_off(self, delivery: Delivery, after_seconds: float, *, is_refused: bool) -> Result:
        """Not before the other side says that it may be tried again."""
        at = self.office.clock.now()
        next_at = next_attempt_at(delivery, at=at)
        if next_at is None:
            return self._failed(delivery, Why.GAVE_UP)
        return Result(
            delivery=delivery,
            status=Status.PENDING,
            at=at,
            why=Why.CHANNEL_REFUSES if is_refused else None,
            next_at=max(next_at, at + timedelta(seconds=after_seconds)),
            is_stuck=is_stuck(delivery, self._matter(delivery), is_refused=is_refused),
        )

    def _by_mail(self, delivery: Delivery, *, is_refused: bool) -> Result | None:
        reader, matter = self.known.readers.get(delivery.id), self._matter(delivery)
        return by_mail(delivery, reader, matter, at=self.office.clock.now(), is_refused=is_refused)

    def _matter(self, delivery: Delivery) -> Matter | None:
        return self.known.matters.get(delivery.report_id or "")

    def _result(self, delivery: Delivery, status: Status, *, why: str | None = None) -> Result:
        copy = self.copies.get(delivery.id)
        return Result(delivery=delivery, status=status, at=self.office.clock.now(), why=why, copy=copy)
