"""What is needed to put messages together in one daily mail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.notify.domain.delivery import Delivery


class Digests(Protocol):
    """Messages that wait for a daily mail. Each is in the queue, or belongs to one daily mail: never neither."""

    def gather(self, digest_id: str, *, at: datetime) -> Sequence[Delivery]:
        """Take out of the queue what waits for this mail and is not being sent; all that belong to it, oldest first.

        Gathering again finds the same, and what came to wait meanwhile.
        """

    def keep(self, copies: Mapping[str, str]) -> None:
        """By delivery id, what its reader finds among their messages."""

    def leave_out(self, delivery_id: str, why: str, *, at: datetime, copy: str | None = None) -> None:
        """It is not wanted any more, or cannot be said: it belongs to no daily mail."""

    def of(self, digest_id: str) -> Sequence[Delivery]:
        """What belongs to it."""

    def delivered(self, digest_id: str) -> None:
        """It went out: what its messages were made of is not needed any more."""
