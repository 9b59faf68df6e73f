"""What is needed to put messages into their final words, in the way of each channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from services.notify.domain.delivery import Delivery
from services.notify.domain.letter import Letter
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Reader
from services.notify.domain.sms import Sms

Message_co = TypeVar("Message_co", covariant=True)


class Readable(Protocol):
    """A message in its final words."""

    @property
    def copy(self) -> Mapping[str, str]:
        """What its reader finds among their messages: `subject`, `body`, `quote`, `button`, `url`."""


class Writes(Protocol[Message_co]):
    """Puts deliveries of one channel into words."""

    def write(
        self,
        delivery: Delivery,
        opened: Mapping[str, str],
        *,
        matter: Matter | None,
        reader: Reader,
        names: Mapping[str, str],
        at: datetime,
    ) -> Message_co:
        """Put it into words. opened: what the box held, the address among it. Raises: Undeliverable."""


class Letters(Writes[Letter], Protocol):
    def write_digest(
        self, delivery: Delivery, told: Sequence[Letter], *, to: str, reader: Reader, at: datetime
    ) -> Letter:
        """One mail of several. to: the address. Raises: Undeliverable."""


Texts = Writes[Sms]
