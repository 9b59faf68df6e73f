"""Codes of a pack in words. One that it does not know any more is shown as it is: something old may still bear it."""

from collections.abc import Callable, Iterable, Mapping

from shared.pack.common import Category, Datatype, Named, Question, with_code
from shared.pack.values import Texts

Say = Callable[[Texts], str]
"""Chooses the reader's language."""

SayMoment = Callable[[str], str]
"""A time as somebody typed it → in words."""


def name_of(things: Iterable[Named], code: str, say: Say) -> str:
    found = with_code(things, code)
    return say(found.name) if found else code


def answers_in_words(
    category: Category | None, answers: Mapping[str, str], say: Say, say_moment: SayMoment
) -> list[tuple[str, str]]:
    """Questions and what was answered."""
    questions = category.questions if category else ()
    return [_in_words(with_code(questions, code), code, value, say, say_moment) for code, value in answers.items()]


def _in_words(asked: Question | None, code: str, value: str, say: Say, say_moment: SayMoment) -> tuple[str, str]:
    if asked is None:
        return code, value
    if asked.datatype is Datatype.DATETIME:
        return say(asked.text), say_moment(value)
    chosen = {choice.key: say(choice.name) for choice in asked.choices}
    parts = value.split(",") if chosen else (value,)
    return say(asked.text), ", ".join(chosen.get(part, part) for part in parts)
