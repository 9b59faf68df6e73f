"""Reports that somebody names in their words, by the references that people read out."""

import re

from shared.ids import read_reference

_LOOKS_LIKE_ONE = re.compile(
    r"(?<![^\W_])(?=((?:N[ -]?)?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z])(?![^\W_]))", re.IGNORECASE | re.ASCII
)
"""Looked for everywhere, also within what looks like another one: "from here 7K3M Q9WY 4"."""


def references_in(text: str) -> frozenset[str]:
    """As they are written here; nothing for what has another check character."""
    return frozenset(found for each in _LOOKS_LIKE_ONE.finditer(text) if (found := _read(each[1])))


def _read(typed: str) -> str:
    try:
        return read_reference(typed)
    except ValueError:
        return ""
