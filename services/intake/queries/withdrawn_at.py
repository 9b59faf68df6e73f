"""When was it withdrawn, if it was?"""

from collections.abc import Sequence
from datetime import datetime

from services.intake.domain.report import Report
from services.intake.ports import Deed, Histories
from shared.events.event import type_of
from shared.events.intake import ReportWithdrawn
from shared.repository import Found

_WITHDRAWN = type_of(ReportWithdrawn()).name


def withdrawn_at(found: Found[Report], *, histories: Histories) -> datetime | None:
    """The history is asked only about a report that was."""
    return withdrawal_in(histories.of(found.id)) if found.state.withdrawn else None


def withdrawal_in(deeds: Sequence[Deed]) -> datetime | None:
    """When these deeds say that it was."""
    return next((deed.at for deed in deeds if deed.what == _WITHDRAWN), None)
