"""Who may add photos to a report: whoever told it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.domain.report import Report
from shared.errors import IllegalMove

ONLY_SENDER = "photos_by_sender_only"
AT_FIRST = timedelta(hours=1)
"""For so long whoever knows a report's id is taken for whoever told it: few others can know it by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """What somebody shows besides the id. key_id: of an API key. request: the name under which they sent the report.

    own_page: whether they came by their personal page, have its secret, or answered a mail that leads to it.
    """

    key_id: str | None = None
    request: str | None = None
    own_page: bool = False


def require_sender(report: Report, shows: Shows, *, at: datetime) -> None:
    """Raises: IllegalMove."""
    has_key = shows.key_id is not None and shows.key_id == report.api_key
    has_name = shows.request is not None and shows.request == report.request
    if not (shows.own_page or has_key or has_name or at < report.received_at + AT_FIRST):
        raise IllegalMove(ONLY_SENDER)
