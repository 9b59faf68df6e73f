"""What makes pictures anew."""

from collections.abc import Sequence
from typing import Protocol

from services.intake.domain.photos import Photo
from services.intake.domain.wrong import Wrong

Made = Photo | Wrong
"""What was made anew of a picture, or why that could not be."""


class PhotoEncoder(Protocol):
    """Makes pictures anew, so that nothing is left of what else a file holds (rule R15)."""

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        """One answer for each. Blocks for seconds, of which there are five for all. Raises: TryAgain."""
