"""How long to measure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Seconds of load at a time; repeats are interleaved with those of the raw limit.

    waiting: messages that wait for the mail server while somebody asks for a code.
    """

    repeats: int
    warm_up: float
    rate_seconds: float
    steady_seconds: float
    mail_seconds: float
    events: int
    waiting: int


FULL = Effort(
    repeats=5, warm_up=2.0, rate_seconds=4.0, steady_seconds=20.0, mail_seconds=30.0, events=3000, waiting=10_000
)
SHORT = Effort(repeats=2, warm_up=1.0, rate_seconds=2.0, steady_seconds=5.0, mail_seconds=8.0, events=600, waiting=1000)
