"""Since when an address is known to be one person's: addresses are given up, and go to somebody else after a while."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

TOLD_BEFORE = timedelta(days=30)
"""So long before the first proof somebody may have told something with it; no provider gives an address on sooner."""

UNSEEN = timedelta(days=365)
"""After that whoever shows that it is theirs may be somebody else: providers that give addresses on wait as long."""

NOTED_AGAIN_AFTER = timedelta(days=30)
"""A proof that is as young as this says nothing new."""

NOBODY_KNOWS = datetime(1970, 1, 1, tzinfo=UTC)
"""When an address was shown that bounced before anything was written down of it; the next proof begins anew."""

GONE = ("_5_1_1", "_5_1_6", "_5_1_10", "_5_2_1")
"""No such mailbox, moved, no mail for it, switched off: RFC 3463 and RFC 7505."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """since: without a break; None for one that is older than this was written down. shown_at: the last proof.

    has_bounced: its mail server said since then that there is no such mailbox.
    """

    since: datetime | None
    shown_at: datetime
    has_bounced: bool = False


def shown(hold: Hold | None, *, at: datetime) -> Hold:
    """What is known after they showed that it is theirs. The same one where this is nothing new."""
    if hold is None or hold.has_bounced or at - hold.shown_at >= UNSEEN:
        return Hold(since=at, shown_at=at)
    return hold if at - hold.shown_at < NOTED_AGAIN_AFTER else replace(hold, shown_at=at)


def bounced(hold: Hold | None) -> Hold:
    """What is known after its mail server said that there is no such mailbox."""
    return replace(hold or Hold(since=None, shown_at=NOBODY_KNOWS), has_bounced=True)


def opens_from(holds: Mapping[str, Hold | None]) -> dict[str, datetime]:
    """By contact_id: from when on what was told with it is its owner's to see; all of it for one that is not named."""
    return {name: hold.since - TOLD_BEFORE for name, hold in holds.items() if hold is not None and hold.since}


def is_gone(reason: str) -> bool:
    """Whether a mail failed because there is no such mailbox. reason: the mail server's numbers."""
    return reason.startswith("smtp_5") and reason.endswith(GONE)
