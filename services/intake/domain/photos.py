"""What a photo of a report is, and what can be wrong with one."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_AT_ONCE = 3
MOST_IN_ALL = 6

_ID_BYTES = 16


class Size(StrEnum):
    """FULL: at most 1600 px on each side. SMALL: at most 320 px, for lists."""

    FULL = "full"
    SMALL = "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """What was made anew of a picture that somebody sent: two JPEGs that hold the picture and nothing else.

    content: of what was sent, a hash in hexadecimal by which a file is known again.
    """

    content: str
    full: bytes
    small: bytes

    def of(self, size: Size) -> bytes:
        return self.full if size is Size.FULL else self.small


def photo_id(report_id: str, content: str) -> str:
    """The same for the same file sent to the same report, and for no other: 128 bits as 32 hexadecimal digits.

    Two reports with one picture have two photos, so that what is forgotten of one is forgotten.
    """
    return hmac.digest(report_id.encode(), content.encode(), "sha256")[:_ID_BYTES].hex()


def new_ones(known: Sequence[str], added: Sequence[str]) -> list[str]:
    """Those that a report does not have yet, each once, in their order."""
    return [each for each in dict.fromkeys(added) if each not in known]
