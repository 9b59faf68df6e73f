"""What the neighbourhood says about each category: whose place it is, its questions, and the signs it always bears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.signs.signs import NO_SIGNS, Signs


class AnswerKind(StrEnum):
    """What an answer is, in Open311's words."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    ONE_OF = "singlevaluelist"
    SOME_OF = "multivaluelist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """choices: by key, the signs that choosing it is."""

    code: str
    kind: AnswerKind
    is_required: bool = False
    choices: Mapping[str, Signs] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """at_home: whatever is not plainly a public place (rule R5). signs: those that every report of it bears."""

    code: str
    at_home: bool
    signs: Signs = NO_SIGNS
    questions: Mapping[str, Question] = field(default_factory=dict)
    takes_photos: bool = True

    @property
    def asks_for_whom(self) -> bool:
        """Whether it may be for somebody who must be asked first (rule R4); no neighbour is asked about a sign."""
        return self.at_home and not self.signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """categories: by code. rest: the one for what fits no other."""

    categories: Mapping[str, Category]
    rest: Category

    def find(self, code: str) -> Category | None:
        return self.categories.get(code)

    def of(self, code: str) -> Category:
        """Of what was taken under a code that the pack no longer has, the one for what fits no other."""
        return self.find(code) or self.rest
