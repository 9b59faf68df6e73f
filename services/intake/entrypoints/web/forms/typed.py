"""What was typed into the form of a report, trimmed and the most careful of it."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from services.intake.domain.catalogue import AnswerKind, Catalogue, Category
from shared.web.forms import trimmed

Typed = Mapping[str, str | list[str]]
ANSWERS = "answers."
PHOTOS = "photos"
_CAREFUL = {"consent": "no", "private": "yes", "for_whom": "somebody_else", "they_agreed": "no", "category": ""}


def typed_in(sent: MultiDict[str, str], catalogue: Catalogue) -> Typed:
    """What was typed, trimmed; questions that take several answers keep them all. What files are called is nobody's."""
    category = catalogue.find(sent.get("category", ""))
    typed = {name: _trimmed(sent.getlist(name), many=_takes_many(name, category)) for name in sent if name != PHOTOS}
    return {**typed, **_most_careful(sent)}


def _takes_many(name: str, category: Category | None) -> bool:
    question = category.questions.get(name.removeprefix(ANSWERS)) if category else None
    return name.startswith(ANSWERS) and question is not None and question.kind is AnswerKind.SOME_OF


def _most_careful(sent: MultiDict[str, str]) -> Typed:
    """Where two answers were sent, the one that protects counts (rules R2, R4, R14)."""
    both = {name for name in _CAREFUL if len(set(sent.getlist(name))) > 1}
    return {name: careful for name, careful in _CAREFUL.items() if name in both}


def _trimmed(values: list[str], *, many: bool) -> str | list[str]:
    said = [trimmed(value) for value in values]
    return said if many else said[-1]
