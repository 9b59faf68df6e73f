"""What a category asks of a neighbour, and how neighbours are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


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
