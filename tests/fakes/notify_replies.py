"""Mails that come in, in memory: what was heard, and which mails are answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.notify.domain import mail_reply
from services.notify.domain.delivery import Delivery
from services.notify.domain.mail_reply import Reply, ReplyEvent, asked_as
from services.notify.ports.replies import GivenReply, NoPicture, SealedPicture
from shared.clock import Clock
from shared.errors import TryAgain
from shared.repository import Found
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.repository import FakeRepository


class FakeReplies(FakeRepository[Reply, ReplyEvent]):
    """Passes as `ports.replies.Replies`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=mail_reply.NOT_HEARD, evolve=mail_reply.evolve, clock=clock)

    def append(self, found: Found[Reply], events: Sequence[ReplyEvent], *, by: str) -> Found[Reply]:
        return super().append(found, [mail_reply.heard(each, at=self._clock.now()) for each in events], by=by)

    def of_person(self, person_id: str) -> Sequence[GivenReply]:
        theirs = [each.state.heard_at for each in self._found.values() if each.state.person_id == person_id]
        return [GivenReply(heard_at=at) for at in sorted(each for each in theirs if each)]


@dataclass(frozen=True, slots=True)
class FakeAsked:
    """Passes as `ports.replies.Asked`."""

    deliveries: FakeDeliveries

    def by_reference(self, reference: str) -> Delivery | None:
        return next((each for each in self.deliveries.all if asked_as(each.id) == reference), None)


@dataclass(slots=True)
class FakePictures:
    """Passes as `ports.replies.MakesPictures`: what names a reason is no picture for it."""

    is_busy: bool = False
    asked: int = 0

    def made(self, sent: Sequence[bytes]) -> Sequence[SealedPicture | NoPicture]:
        self.asked += 1
        if self.is_busy:
            raise TryAgain(2.0)
        reasons = {each.value.encode(): each for each in NoPicture}
        return [reasons.get(each) or SealedPicture(box=f"box of {each.decode()}") for each in sent]


@dataclass(frozen=True, slots=True)
class FakeAddresses:
    """Passes as `ports.replies.Addresses`: every token that it knows is ours."""

    known: Mapping[str, str]

    def reference_in(self, token: str) -> str | None:
        return self.known.get(token)
