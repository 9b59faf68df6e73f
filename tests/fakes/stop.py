"""Lets a loop of a worker run in a test, until it has rested so many times."""

from dataclasses import dataclass, field

from shared.worker import Stop


@dataclass(slots=True)
class StopAfterRests(Stop):
    """Nobody rests in a test. slept: seconds, of each rest."""

    rests: int = 1
    slept: list[float] = field(default_factory=list)

    def is_told(self) -> bool:
        return len(self.slept) >= self.rests

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
