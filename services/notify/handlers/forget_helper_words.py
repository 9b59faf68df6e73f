"""A helper is forgotten on a case: what they wrote goes out of messages that wait, and of those that failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.ports.people import Leftovers


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetHelperWords:
    report_id: str
    person_ids: Sequence[str]


def forget_helper_words(command: ForgetHelperWords, *, leftovers: Leftovers) -> None:
    """Twice is once."""
    leftovers.of_helper(command.report_id, command.person_ids)
