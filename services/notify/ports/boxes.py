"""What is needed to open sealed boxes, and to close all of them anew under another key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Opens(Protocol):
    def open(self, box: str) -> Mapping[str, str]:
        """`kind`, `address`, and what else was sealed with them. Raises: shared.sealing.Unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """A document with sealed boxes in it, by the place where each lies."""

    id: str
    boxes: Mapping[str, str]


class Shelf(Protocol):
    """One kind of document that holds boxes. Every call may block on a database; TryAgain where it is away."""

    @property
    def name(self) -> str: ...

    def boxed(self, *, after: str, limit: int) -> Sequence[Boxed]:
        """In the order of their ids, from the first one after that."""

    def put(self, was: Boxed, fresh: Mapping[str, str]) -> bool:
        """Put these in place of those that were read; False if one of those is there no more."""
