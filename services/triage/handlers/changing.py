"""Read, decide, keep: one aggregate, one guarded write, again if somebody came between."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from shared.repository import Found, Repository, decide_again

State = TypeVar("State")
Event = TypeVar("Event")


def change(
    repository: Repository[State, Event],
    aggregate_id: str,
    decide: Callable[[State], Sequence[Event]],
    *,
    by: str,
    known: Found[State] | None = None,
) -> Found[State]:
    """What it became. known: as it was just read, to save reading it again at the first attempt.

    Raises: NotFound, StaleVersion, and whatever the domain says no with.
    """
    just_read = [known] if known is not None else []

    def attempt() -> Found[State]:
        found = just_read.pop() if just_read else repository.get(aggregate_id)
        return repository.append(found, decide(found.state), by=by)

    return decide_again(attempt)
