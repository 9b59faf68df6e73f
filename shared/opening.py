"""What an address opens to whoever showed that it is theirs: nothing from when it may have been somebody else's."""

from collections.abc import Mapping
from datetime import datetime


def is_opened(contact_id: str | None, told_at: datetime | None, opens_from: Mapping[str, datetime]) -> bool:
    """Whether what was told with an address then is its owner's to see. opens_from: as in `PersonState`."""
    since = opens_from.get(contact_id or "")
    return since is None or (told_at is not None and told_at >= since)
