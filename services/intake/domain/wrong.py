"""What can be wrong with what somebody tells."""

import re
from enum import StrEnum

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Wrong(StrEnum):
    """What can be wrong with a field; sentences are made at the door."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_TIME = "not_a_time"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    NOT_AN_ADDRESS = "not_an_address"
    FOREIGN_LETTERS = "foreign_letters"
    SERVICE_NUMBER = "service_number"
    NOT_A_PICTURE = "not_a_picture"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_HARD = "too_hard"
    TOO_MANY = "too_many"
    NOT_TAKEN = "not_taken"
    NOT_NOW = "not_now"


def wrong_words(text: str, longest: int) -> Wrong | None:
    """Words that are too long, or hold characters that nobody can read."""
    if len(text) > longest:
        return Wrong.TOO_LONG
    return Wrong.UNPRINTABLE if _UNPRINTABLE.search(text) else None
