"""At which of their addresses somebody is reached, and so by which way."""

from collections.abc import Container, Mapping

from services.notify.domain.delivery import Channel
from services.notify.domain.sending import EMAIL, kind_of

CHANNEL_OF: Mapping[str, Channel] = {kind_of(channel): channel for channel in Channel}
"""By which way a kind of address is written to."""


def reached_at(kinds: Mapping[str, str], chosen: str, *, without: Container[str] = ()) -> str | None:
    """The one that they chose, else the oldest for mail, else the oldest.

    kinds: of their verified addresses, by contact_id, the oldest first. without: those to which nothing can go now,
    which are taken only where no other is left.
    """
    left = {name: kind for name, kind in kinds.items() if name not in without} or kinds
    by_mail = (name for name, kind in left.items() if kind == EMAIL)
    return chosen if chosen in left else next(by_mail, next(iter(left), None))
