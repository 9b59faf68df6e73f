"""What befalls a process at one step of its work: the ways in which a step can go wrong, one of them, once."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

Done = TypeVar("Done")


class How(StrEnum):
    """Where it goes wrong."""

    KILLED_BEFORE = "killed before the step"
    KILLED_AFTER = "killed after the step"
    FROZEN_BEFORE = "frozen before the step, while others take over"
    UNHEARD = "the step is done, and the answer lost"
    UNDONE = "the step is not done, and no answer comes"


class Killed(BaseException):
    """The process ends here."""


class NoAnswer(Exception):
    """Nobody knows whether the step was done."""


class Fate:
    """Counts the steps, and strikes at one of them. others: what goes on elsewhere while this process is frozen."""

    def __init__(self, at: int, how: How) -> None:
        self._at = at
        self._how = how
        self._sleeps = False
        self.steps = 0
        self.others: Callable[[], None] = lambda: None

    def __call__(self, step: Callable[[], Done], *, asks: bool = False) -> Done:
        """Do the step, or what is left of it. asks: it asks another machine, whose answer can be lost."""
        if self._sleeps:
            return step()
        is_now = self.steps == self._at
        self.steps += 1
        return self._strike(step, asks=asks) if is_now else step()

    def _strike(self, step: Callable[[], Done], *, asks: bool) -> Done:
        match self._how:
            case How.KILLED_BEFORE:
                raise Killed
            case How.KILLED_AFTER:
                step()
                raise Killed
            case How.FROZEN_BEFORE:
                self._sleeps = True
                self.others()
                self._sleeps = False
            case How.UNHEARD if asks:
                step()
                raise NoAnswer
            case How.UNDONE if asks:
                raise NoAnswer
            case _:
                pass
        return step()


def kind() -> Fate:
    """Nothing goes wrong."""
    return Fate(-1, How.KILLED_BEFORE)
