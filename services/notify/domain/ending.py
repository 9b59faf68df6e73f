"""When a case ended of which an older release kept only that it did."""

from datetime import datetime, timedelta

from services.notify.domain.matter import Matter
from services.notify.domain.seeing import is_over

AFTER_THE_LAST_MESSAGE = timedelta(days=30)
"""So long at most a case stays open after somebody was told of it: its reporter is asked whether it is fixed."""

AFTER_IT_CAME = timedelta(days=365)
"""Where no message is left, they have gone by their own period, and the case ended before they did."""


def ended_at(matter: Matter, *, last_told: datetime | None) -> datetime | None:
    """Not before it ended, as far as can be known; None while somebody works on it, and where nothing tells."""
    if matter.case is None or not is_over(matter.case):
        return None
    if last_told is not None:
        return last_told + AFTER_THE_LAST_MESSAGE
    return matter.received_at + AFTER_IT_CAME if matter.received_at else None
