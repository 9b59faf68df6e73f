"""The port through which handlers read and change one kind of aggregate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import uniform
from time import monotonic, sleep
from typing import Generic, Protocol, TypeVar

from shared.errors import StaleVersion

State = TypeVar("State")
Event = TypeVar("Event")
Event_contra = TypeVar("Event_contra", contravariant=True)
Answer = TypeVar("Answer")

PATIENCE_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[State]):
    """An aggregate as it was read.

    version: counts the events that led to it; 0 for one that is yet to be. correlation_id: under which it began.
    """

    id: str
    state: State
    version: int
    correlation_id: str = ""


class Repository(Protocol[State, Event_contra]):
    """Every call may block on a database; where it is away, an implementation raises TryAgain."""

    def get(self, aggregate_id: str) -> Found[State]:
        """Raises: NotFound."""

    def find(self, aggregate_id: str) -> Found[State]:
        """The same, but what is yet to be is found empty, with version 0."""

    def append(self, found: Found[State], events: Sequence[Event_contra], *, by: str) -> Found[State]:
        """Keep the events and the state they lead to, all or nothing; no events, no write.

        Args: by: a person_id, or the name of the rule, timer or service that acted.
        Returns: the aggregate after the events.
        Raises: StaleVersion if somebody else wrote since it was read.
        """


class Due(Protocol):
    """The side of a repository that timers use."""

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        """Ids of aggregates of which a timer is due, the longest overdue first."""


def decide_again(attempt: Callable[[], Answer], *, within_seconds: float = PATIENCE_SECONDS) -> Answer:
    """Read, decide and write until nobody came between. Only the domain may say no.

    Raises: StaleVersion when somebody always came between until the time was up.
    """
    deadline = monotonic() + within_seconds
    while True:
        try:
            return attempt()
        except StaleVersion:
            if monotonic() > deadline:
                raise
        sleep(uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311 -- so that those who met do not meet again.


def change(
    repository: Repository[State, Event],
    aggregate_id: str,
    decide: Callable[[State], Sequence[Event]],
    *,
    by: str,
    known: Found[State] | None = None,
) -> Found[State]:
    """Read, decide, keep: what it became. known: as it was just read, to save reading it again at the first attempt.

    Raises: NotFound, StaleVersion, and whatever the domain says no with.
    """
    just_read = [known] if known is not None else []

    def attempt() -> Found[State]:
        found = just_read.pop() if just_read else repository.get(aggregate_id)
        return repository.append(found, decide(found.state), by=by)

    return decide_again(attempt)
