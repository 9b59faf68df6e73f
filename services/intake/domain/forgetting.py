"""What is left of a told thing when somebody in it is forgotten: that it happened, and when."""

from collections.abc import Collection
from dataclasses import replace

from services.intake.domain.story import Message, Shown, Step
from shared.erasure import SOMEBODY


def step_without(step: Step, gone: Collection[str], *, by: str = "") -> Step:
    """by: whose step it is, where that is known."""
    is_theirs = step.person_id in gone or by in gone
    return replace(step, person_id=None, words="") if is_theirs else step


def message_without(message: Message, gone: Collection[str]) -> Message:
    return replace(message, by=SOMEBODY, text="") if message.by in gone else message


def shown_without(shown: Shown, gone: Collection[str]) -> Shown:
    return replace(shown, to=SOMEBODY) if shown.to in gone else shown
