"""To numbers of which countries strangers can have us text: whoever makes us may earn by it, and the city pays."""

from collections.abc import Collection

EEA = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "AX", "FR", "GR", "HR", "HU", "IE", "IS", "IT"),
        *("LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""The European Economic Area (ISO 3166), where people move freely and bring their numbers along."""


def texted_regions(own: str, said: Collection[str]) -> frozenset[str]:
    """own: the neighbourhood's. said: what its pack says, if anything."""
    if said:
        return frozenset(said)
    return EEA if own in EEA else frozenset({own})
