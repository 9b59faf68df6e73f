"""What a category asks of a neighbour, and how neighbours are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.triage.domain.helper import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One round of asking: so many helpers, within so many metres, who have so long to answer."""

    helpers: int
    within: timedelta
    radius_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskText:
    """A task in one language."""

    title: str
    text: str
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """ends_after: from setting out, then the coordinator is alarmed. texts: by language, the pack's first one first."""

    category: str
    capability: str
    minutes: int
    tier: int
    on_site: bool
    slots: int
    ends_after: timedelta
    texts: Mapping[str, TaskText]

    def text_in(self, language: str) -> TaskText:
        """In the language, else in the pack's first one."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How neighbours are asked and kept from harm. newcomer_share: part of each wave for those never asked.

    neighbour_action: the code of what a neighbour did. claim_lapses_after: of a yes that the case never heard.
    """

    waves: tuple[Wave, ...]
    limits: Limits
    newcomer_share: float
    draw_window: timedelta
    claim_lapses_after: timedelta
    start_within: timedelta
    confirm_within: timedelta
    neighbour_action: str
