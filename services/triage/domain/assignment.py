"""A neighbour who has the slot, from their yes to the end of the work."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AssignmentStatus(StrEnum):
    """`assigned → on_way → on_site → completed`, or one of the other ends. Overdue is a mark: `Assignment.alarms`."""

    ASSIGNED = "assigned"
    ON_WAY = "on_way"
    ON_SITE = "on_site"
    COMPLETED = "completed"
    HANDED_BACK = "handed_back"
    REFUSED = "refused"
    ABORTED_UNSAFE = "aborted_unsafe"
    NO_SHOW = "no_show"


ACTIVE = frozenset({AssignmentStatus.ASSIGNED, AssignmentStatus.ON_WAY, AssignmentStatus.ON_SITE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """start_by: they should have set out. expected_by: the work should have ended.

    alarms: how often the coordinator was told that it is overdue. alarm_at: when next; None after the last time.
    is_seen_to: a coordinator has seen to what was last raised. is_past: the case was opened again after it was done.
    """

    start_by: datetime
    expected_by: datetime
    status: AssignmentStatus = field(default=AssignmentStatus.ASSIGNED, metadata={"by_value": True})
    alarm_at: datetime | None = None
    alarms: int = 0
    is_seen_to: bool = False
    minutes: int | None = None
    reason: str | None = None
    is_past: bool = False

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def is_overdue(self) -> bool:
        return self.is_active and self.alarms > 0
