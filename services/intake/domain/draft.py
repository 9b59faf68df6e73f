"""What somebody is about to tell us: the signs in it, and whether it can be taken as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.domain.answers import SEPARATOR, wrong_answer
from services.intake.domain.catalogue import Catalogue, Category, Question
from services.intake.domain.wrong import Wrong, wrong_words
from shared.events.intake import Channel
from shared.events.place import Place
from shared.signs.signs import NO_SIGNS, Signs, SignWords

LONGEST_TEXT = 4000
LONGEST_THANKS = 500
LONGEST_ADDRESS = 300
MOST_ANSWERS = 50
CLOCKS_DIFFER = timedelta(minutes=5)
LONG_AGO = timedelta(days=20 * 365)
_BY_STAFF = frozenset({Channel.PHONE, Channel.COUNTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """field: in the API's words, with dots: `location`, `answers.lamp_number`."""

    field: str
    wrong: Wrong


class Unacceptable(Exception):
    """It cannot be taken as it is; holds every problem."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{each.field}: {each.wrong}" for each in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """language: in which it is told, and in which we answer. place: as given or looked up.

    answers: by question; several choices of one question are joined by commas.
    """

    category: str
    text: str
    channel: Channel
    language: str
    place: Place | None = None
    address: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    reported_at: datetime | None = None

    @property
    def by_staff(self) -> bool:
        return self.channel in _BY_STAFF


def signs_of(draft: Draft, *, catalogue: Catalogue, words: SignWords) -> Signs:
    """From category, answers and words alike; whether the draft is acceptable does not matter."""
    said = words.in_words(draft.text, draft.address, *draft.answers.values(), language=draft.language)
    category = catalogue.find(draft.category)
    if category is None:
        return said
    for code, answer in draft.answers.items():
        said |= _chosen(category.questions.get(code), answer)
    return said | category.signs


def problems_of(
    draft: Draft, signs: Signs, *, catalogue: Catalogue, served: bool, now: datetime
) -> tuple[Problem, ...]:
    """Every problem at once. A sign is a reason to take it without a place, and whatever category it names (rule R1).

    served: the place lies in the neighbourhood.
    """
    return (
        *_of_category(draft, signs, catalogue),
        *_of_words("text", draft.text, LONGEST_TEXT, required=True),
        *_of_place(draft, signs, served=served),
        *_of_answers(draft, signs, catalogue.find(draft.category)),
        *_of_time(draft.reported_at, now),
    )


def require_text(name: str, text: str, *, required: bool = True, longest: int = LONGEST_TEXT) -> None:
    """For words that are written later: messages, reasons, the report's own words anew.

    Raises: Unacceptable.
    """
    problems = tuple(_of_words(name, text, longest, required=required))
    if problems:
        raise Unacceptable(problems)


def _chosen(question: Question | None, answer: str) -> Signs:
    found = NO_SIGNS
    if question is not None and question.choices:
        for key in answer.split(SEPARATOR):
            found |= question.choices.get(key, NO_SIGNS)
    return found


def _of_category(draft: Draft, signs: Signs, catalogue: Catalogue) -> Iterator[Problem]:
    if catalogue.find(draft.category) is None and not signs:
        yield Problem(field="category", wrong=Wrong.UNKNOWN if draft.category else Wrong.MISSING)


def _of_words(name: str, text: str, longest: int, *, required: bool) -> Iterator[Problem]:
    wrong = Wrong.MISSING if required and not text.strip() else wrong_words(text, longest)
    if wrong:
        yield Problem(field=name, wrong=wrong)


def _of_place(draft: Draft, signs: Signs, *, served: bool) -> Iterator[Problem]:
    yield from _of_words("location.address", draft.address, LONGEST_ADDRESS, required=False)
    if signs:
        return
    if draft.place is not None and not served:
        yield Problem(field="location", wrong=Wrong.OUTSIDE)
    elif draft.place is None and not draft.address.strip() and not draft.by_staff:
        yield Problem(field="location", wrong=Wrong.MISSING)


def _of_answers(draft: Draft, signs: Signs, category: Category | None) -> Iterator[Problem]:
    if len(draft.answers) > MOST_ANSWERS:
        yield Problem(field="answers", wrong=Wrong.TOO_LONG)
        return
    for code, answer in draft.answers.items():
        wrong = wrong_answer(code, answer, category)
        if wrong:
            yield Problem(field=f"answers.{code}", wrong=wrong)
    for question in category.questions.values() if category and not signs else ():
        if question.is_required and not draft.answers.get(question.code):
            yield Problem(field=f"answers.{question.code}", wrong=Wrong.MISSING)


def _of_time(reported_at: datetime | None, now: datetime) -> Iterator[Problem]:
    if reported_at is None:
        return
    if reported_at > now + CLOCKS_DIFFER:
        yield Problem(field="reported_at", wrong=Wrong.IN_THE_FUTURE)
    elif reported_at < now - LONG_AGO:
        yield Problem(field="reported_at", wrong=Wrong.TOO_LONG_AGO)
