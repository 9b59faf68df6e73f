"""Somebody wants to be forgotten, or a report of theirs is: write it down, so that it is done, and stays done."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.erasure import Erasure, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class HearErasure:
    erasures: Sequence[Erasure]


def hear_erasure(command: HearErasure, *, ledger: Ledger) -> None:
    """Twice is once. What there is of them goes by the ledger (`handlers/forget.py`)."""
    ledger.add(command.erasures)
