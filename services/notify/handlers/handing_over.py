"""What becomes of one message of a batch: it is handed over, waits, goes another way, or ends here."""

from collections.abc import Callable, Mapping
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
from services.notify.domain.sending import (
    Reader,
    allowance,
    far_allowances,
    kind_of,
    may_be_a_strangers,
    objection,
)
from services.notify.handlers.daily_mail import DailyMail, plan_daily, put_together, told_in
from services.notify.handlers.other_ways import by_mail, redirected
from services.notify.handlers.post_office import Message, PostOffice
from services.notify.ports.channels import Deferred, NoChannel, OutcomeUnknown, RefusesUs
from services.notify.ports.messages import Known, Result
from shared.errors import TryAgain, Undeliverable
from shared.sealing import Unreadable

OWNER = "owner"
GATHERED_WITHIN = timedelta(hours=1)
"""After its daily mail should have gone, what was not gathered for it is looked at again."""


@dataclass(slots=True)
class HandingOver(Generic[Message]):
    """known: what the messages of the batch are made of. begin: writes down that one is being handed over now.

    copies: what readers find among their messages, of those that are put into words. own: deliveries about what their
    reader told signed in, as the box says in which it came.
    """

    office: PostOffice[Message]
    known: Known
    begin: Callable[[Delivery], None]
    copies: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    def hand_over(self, delivery: Delivery) -> Result:
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
        self.office.channel.hand_over(letter, at_the_brink=lambda: self.begin(delivery))
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
        if not may_be_a_strangers(delivery, reader) or self.office.goes_to(opened["address"]):
            return None
        return None if self._may_go_far(delivery, reader) else Why.FAR_AWAY

    def _may_go_far(self, delivery: Delivery, reader: Reader) -> bool:
        """A number that has no place left takes none of those for all."""
        needed, day = far_allowances(delivery, reader), self._today()
        return bool(needed) and all(self.office.places.take(delivery.id, each, day=day) for each in needed)

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
        daily.channel.hand_over(letter, at_the_brink=lambda: self.begin(digest))
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
