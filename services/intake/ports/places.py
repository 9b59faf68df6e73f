"""The neighbourhood's map."""

from collections.abc import Sequence
from typing import Protocol

from shared.events.place import Place


class Places(Protocol):
    """The neighbourhood's map. Blocks on nothing."""

    def serves(self, place: Place) -> bool: ...

    def place_of(self, address: str) -> Place | None: ...

    def nearest_address(self, place: Place) -> str | None: ...

    def addresses_like(self, text: str) -> Sequence[str]:
        """Known addresses that somebody may have meant, the likeliest first; a few."""
