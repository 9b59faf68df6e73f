"""What of a message goes to a case, and the signs in it as it reads in one language; a step of hearing it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from services.notify.domain.mail_reply import LONGEST_REPLY
from shared.signs.signs import Signs

_STEP = LONGEST_REPLY // 2
"""Parts lie over each other, so that no phrase is cut in two of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """told: as much as a case takes. is_cut: there was more."""

    told: str = field(repr=False)
    signs: Signs
    is_cut: bool = False


def read(text: str, notice: Callable[[str], Signs]) -> Reading:
    """The first part that tells of danger; else the first with another sign, else the beginning (rule R1)."""
    is_cut = len(text) > LONGEST_REPLY
    parts = [Reading(told=each, signs=notice(each), is_cut=is_cut) for each in _parts(text)]
    return max(parts, key=lambda part: (bool(part.signs.danger), bool(part.signs)))


def _parts(text: str) -> Iterator[str]:
    for begins in range(0, max(len(text) - _STEP, 1), _STEP):
        yield text[begins : begins + LONGEST_REPLY]
