"""What can be wrong with categories.yaml as a whole."""

from functools import partial

from shared.pack.areas import Areas
from shared.pack.checks import Check, Found, codes_twice, each_once, twice
from shared.pack.common import Category, Datatype, Named, Neighbourhood, Question, with_code
from shared.pack.kept_checks import check_kept
from shared.pack.mistakes import Path

# The matters of rule R2 of the design; a pack may add to them.
FLOOR = frozenset(
    {
        "adult_at_risk",
        "child_at_risk",
        "complaint_about_person",
        "drugs_and_medicine",
        "harassment",
        "hate",
        "hoarding",
        "home_entry",
        "money",
        "qualified_trade",
        "self_harm",
        "violence",
    }
)
_LISTS = {Datatype.SINGLE_VALUE_LIST, Datatype.MULTI_VALUE_LIST}


def _every_floor_sign(floor_signs: tuple[Named, ...]) -> Found:
    for code in sorted(FLOOR - {sign.code for sign in floor_signs}):
        yield ("floor_signs",), f"lacks {code}, which is for professionals only everywhere"


def _categories(categories: tuple[Category, ...]) -> Found:
    for index, category in enumerate(categories):
        path: Path = ("categories", index)
        if category.task and (category.floor or category.danger):
            yield (*path, "task"), "is for neighbours, but the category bears a sign that is for professionals only"
        if category.task and category.task.when and not _asks_for_a_time(category, category.task.when):
            yield (*path, "task", "when"), f"{category.task.when} is no question of this category that asks for a time"
        yield from codes_twice((*path, "questions"), category.questions)
        for number, question in enumerate(category.questions):
            yield from _question((*path, "questions", number), question)


def _asks_for_a_time(category: Category, code: str) -> bool:
    asked = with_code(category.questions, code)
    return asked is not None and asked.variable and asked.datatype is Datatype.DATETIME


def _question(path: Path, question: Question) -> Found:
    if (question.datatype in _LISTS) != bool(question.choices):
        yield path, "has choices if, and only if, its datatype is a list of values"
    if question.required and not question.variable:
        yield (*path, "required"), "cannot be: text to read has no answer"
    for key in twice(choice.key for choice in question.choices):
        yield (*path, "choices"), f"{key} stands twice"


def _languages_once(neighbourhood: Neighbourhood) -> Found:
    for language in twice(neighbourhood.languages):
        yield ("neighbourhood", "languages"), f"{language} stands twice"


def common(areas: Areas) -> tuple[Check, ...]:
    """Give the checks of categories.yaml for a pack that serves these areas."""
    return (*COMMON, (("neighbourhood",), partial(_centre, areas)))


def _centre(areas: Areas, neighbourhood: Neighbourhood) -> Found:
    if areas.polygons and not areas.contains(neighbourhood.centre):
        yield ("neighbourhood", "centre"), "lies in no area that the pack serves"


COMMON: tuple[Check, ...] = (
    *map(
        each_once,
        ("categories", "groups", "teams", "capabilities", "actions", "reasons", "danger_signs", "floor_signs"),
    ),
    (("floor_signs",), _every_floor_sign),
    (("categories",), _categories),
    (("neighbourhood",), _languages_once),
    (("kept",), check_kept),
)
