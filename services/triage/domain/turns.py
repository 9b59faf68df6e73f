"""Whose turn it is: those asked least recently first, with a share for those who were never asked (rule R11)."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import ceil
from typing import TypeVar

Somebody = TypeVar("Somebody")


def in_turn(
    newcomers: Iterable[Somebody], others: Iterable[Somebody], *, wanted: int, newcomer_share: float
) -> Iterator[Somebody]:
    """People in the order in which they are asked: the newcomers' share, then the others, then whoever is left.

    Both come least recently asked first. Reads no further than whoever iterates needs.
    """
    first, rest = iter(newcomers), iter(others)
    share = ceil(wanted * newcomer_share)
    return chain(islice(first, share), islice(rest, wanted - share), rest, first)
