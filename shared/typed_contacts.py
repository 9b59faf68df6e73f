"""Addresses and numbers that people type into their words, where others would read them (rule R6)."""

import re

_EMAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,253}\.[^\s@<>().,;]{2,63}")  # RFC 5321's bounds keep it quick.
_NUMBER = re.compile(r"(?<!\w)(?<!\d[.,])\+?\(?\d(?:[ ./()-]{0,2}\d){7,14}(?!\w)")
_OF_A_MONTH = r"(?:[0-2]?\d|3[01])"
_DAY = re.compile(rf"\b(?:(?:19|20)\d\d-\d\d?-\d\d?|{_OF_A_MONTH}[./-]{_OF_A_MONTH}[./-](?:19|20)\d\d)\b")


def contacts_in(text: str) -> tuple[str, ...]:
    """What looks like an e-mail address or a phone number, as it stands there; a day of the calendar does not."""
    if "@" not in text and not any(letter.isdigit() for letter in text):
        return ()
    without_days = _DAY.sub(" ", text)
    return (*_EMAIL.findall(without_days), *(found.strip() for found in _NUMBER.findall(without_days)))
