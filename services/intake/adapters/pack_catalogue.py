"""The pack's categories, as intake's domain reads them."""

from services.intake.domain.catalogue import AnswerKind, Catalogue, Category, Question
from shared.pack import common
from shared.pack.intake import IntakePack
from shared.signs.signs import signs

REST = "other"


def catalogue_of(pack: IntakePack) -> Catalogue:
    """What fits no category goes to `other`; in a pack without one, to the last that bears no sign of its own."""
    categories = {each.code: _category(each) for each in pack.common.categories}
    unsuspicious = [each for each in categories.values() if not each.signs] or [*categories.values()]
    return Catalogue(categories=categories, rest=categories.get(REST, unsuspicious[-1]))


def _category(each: common.Category) -> Category:
    return Category(
        code=each.code,
        at_home=each.place_kind is not common.PlaceKind.PUBLIC,
        signs=signs(each.danger, each.floor),
        takes_photos=each.photos,
        questions={question.code: _question(question) for question in each.questions if question.variable},
    )


def _question(each: common.Question) -> Question:
    return Question(
        code=each.code,
        kind=AnswerKind(each.datatype.value),
        is_required=each.required,
        choices={choice.key: signs(choice.danger, choice.floor) for choice in each.choices},
    )
