"""Somebody sends without a key: whether the minute has room for one more from where they are."""

from services.intake.domain.sender import Sender, household_of
from services.intake.ports import Minutes
from shared.clock import Clock


def admit_anybody(address: str, *, most: int, uses: Minutes, clock: Clock) -> Sender:
    """address: in the network. most: a minute; 0 where nobody has set a limit, and then nothing is counted or kept.

    Raises: TryAgain.
    """
    if not most:
        return Sender()
    now = clock.now()
    used = uses.count(household_of(address), now)
    return Sender(after_seconds=used.wait(most=most, at=now))
