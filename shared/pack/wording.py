"""Codes of a pack in words. One that it does not know any more is shown as it is: something old may still bear it."""

from collections.abc import Callable, Iterable, Mapping

from shared.pack.common import Category, Named, Question, with_code
from shared.pack.values import Texts

Say = Callable[[Texts], str]
"""Chooses the reader's language."""


def name_of(things: Iterable[Named], code: str, say: Say) -> str:
    found = with_code(things, code)
    return say(found.name) if found else code


def answers_in_words(category: Category | None, answers: Mapping[str, str], say: Say) -> list[tuple[str, str]]:
    """Questions and what was answered."""
    questions = category.questions if category else ()
    return [_in_words(with_code(questions, code), code, value, say) for code, value in answers.items()]


def _in_words(asked: Question | None, code: str, value: str, say: Say) -> tuple[str, str]:
    if asked is None:
        return code, value
    chosen = {choice.key: say(choice.name) for choice in asked.choices}
    parts = value.split(",") if chosen else (value,)
    return say(asked.text), ", ".join(chosen.get(part, part) for part in parts)
