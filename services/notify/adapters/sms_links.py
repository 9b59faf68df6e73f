"""Where the one link of a text message leads: as short as it can be, for every letter costs."""

from collections.abc import Mapping
from urllib.parse import quote

from services.notify.adapters.letter_links import LetterLinks
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.preferences import INVITED


class SmsLinks:
    """origin: scheme and host. links: of letters, which are taken where they are short."""

    def __init__(self, origin: str, links: LetterLinks) -> None:
        self._origin = origin
        self._links = links

    def of(self, delivery: Delivery, opened: Mapping[str, str], reference: str) -> str:
        """A signed link would fill three messages: an invitation is seen by signing in, and answered by SMS without."""
        if delivery.audience is Audience.PERSON:
            return self._origin
        if delivery.message == INVITED:
            return f"{self._origin}/help/asked/{quote(str(delivery.facts['invitation_id']))}"
        return self._links.button(delivery, opened, reference, delivery.planned_at)
