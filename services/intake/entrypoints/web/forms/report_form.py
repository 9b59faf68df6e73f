"""The form of a report: what was typed, and what it tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from services.intake.domain.catalogue import Catalogue, Category
from services.intake.domain.draft import Draft, Problem
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.forms.typed import ANSWERS, PHOTOS, Typed
from services.intake.ports import Contact, ContactKind
from shared.events.intake import Channel, Consent, ConsentAnswer, ForWhom
from shared.events.place import Place

FOR_WHOM = "for_whom"
AS_WRITTEN = "as_written"
_FOR_WHOM = frozenset({ForWhom.ME, ForWhom.SOMEBODY_ELSE})
_POLES, _DATE_LINE = 90, 180
FEWEST_DIGITS = 5
"""Of a number that somebody could be called at."""

_ON_THE_PAGE = ("category", "", "text", "address", "lat", "long", PHOTOS, "consent", "private", "contact", "language")
"""In this order; the category's own questions stand where the name is left out."""
_FIELD_OF = {
    "location": "address",
    "location.address": "address",
    "contact.email": "contact",
    "contact.phone": "contact",
}


@dataclass(frozen=True, slots=True)
class ReportForm:
    """Reads what was typed; raises nothing for it. zone: in which staff type times. by_staff: they typed it."""

    typed: Typed
    catalogue: Catalogue
    zone: ZoneInfo
    by_staff: bool = False

    def word(self, name: str) -> str:
        found = self.typed.get(name, "")
        return found if isinstance(found, str) else ",".join(found)

    @property
    def category(self) -> Category | None:
        return self.catalogue.find(self.word("category"))

    @property
    def asks_more(self) -> bool:
        """Whether the category has questions that were not on the page yet."""
        category = self.category
        if category is None or self.word("asked") == category.code:
            return False
        return bool(category.questions) or self._lacks_for_whom

    @property
    def asks_for_whom(self) -> bool:
        """Staff ask it aloud: what they write down is the answer of the person it is for."""
        return self.category is not None and self.category.asks_for_whom and not self.by_staff

    @property
    def says_for_whom(self) -> bool:
        return self._for_whom() is not ForWhom.NOT_ASKED

    @property
    def _lacks_for_whom(self) -> bool:
        return self.asks_for_whom and self._answer("consent") is ConsentAnswer.YES and not self.says_for_whom

    @property
    def address(self) -> str:
        """As typed, or the one that was chosen among those that we know."""
        chosen = self.word("address_choice")
        stands = self.word("address_was") == self.word("address")
        return chosen if stands and chosen not in {"", AS_WRITTEN} else self.word("address")

    @property
    def address_is_meant(self) -> bool:
        """Whether they said that it is as they wrote it."""
        return self.word("address_choice") == AS_WRITTEN and self.word("address_was") == self.word("address")

    def draft(self, channel: Channel, *, language: str) -> Draft:
        return Draft(
            category=self.word("category"),
            text=self.word("text"),
            channel=channel,
            language=language,
            place=self._place(),
            address=self.address,
            answers=self._answers(),
            reported_at=self._reported_at(),
        )

    def consent(self, wording: str) -> Consent:
        """wording: the version of the question.

        A sign is taken without waiting for whom it is for; then the yes is no answer to the whole question (rule R4),
        and is none when two professionals lift the floor later.
        """
        answer = ConsentAnswer.NOT_ASKED if self._lacks_for_whom else self._answer("consent")
        for_whom = ForWhom.SOMEBODY_ELSE if self.by_staff else self._for_whom()
        theirs = answer if self.by_staff else self._answer("they_agreed")
        they_agreed = theirs if for_whom is ForWhom.SOMEBODY_ELSE else ConsentAnswer.NOT_ASKED
        return Consent(answer=answer, wording=wording, for_whom=for_whom, they_agreed=they_agreed)

    def contact(self) -> Contact | None:
        """One field for both."""
        address = self.word("contact")
        kind = ContactKind.EMAIL if _is_meant_as_mail(normalize("NFKC", address)) else ContactKind.PHONE
        return Contact(kind=kind, address=address) if address else None

    def problems(self) -> Iterator[Problem]:
        """What only a form can get wrong."""
        if self._place() is None and (self.word("lat") or self.word("long")):
            yield Problem(field="lat", wrong=Wrong.NOT_A_NUMBER)
        if self._reported_at() is None and self.word("reported_at"):
            yield Problem(field="reported_at", wrong=Wrong.NOT_A_TIME)

    def unanswered(self) -> Iterator[Problem]:
        """Whoever says that a neighbour may help says for whom (rule R4)."""
        if self._lacks_for_whom:
            yield Problem(field=FOR_WHOM, wrong=Wrong.MISSING)

    def _answer(self, name: str) -> ConsentAnswer:
        """Saying nothing means no."""
        return ConsentAnswer.YES if self.word(name) == "yes" else ConsentAnswer.NO

    def _for_whom(self) -> ForWhom:
        said = self.word(FOR_WHOM) if self.asks_for_whom else ""
        return ForWhom(said) if said in _FOR_WHOM else ForWhom.NOT_ASKED

    def _answers(self) -> dict[str, str]:
        """Those of the chosen category; what was answered before it was changed does not count."""
        questions = self.category.questions if self.category else {}
        given = {code: self.word(f"{ANSWERS}{code}") for code in questions}
        return {code: answer for code, answer in given.items() if answer}

    def _place(self) -> Place | None:
        try:
            lat, long = (float(self.word(name).replace(",", ".")) for name in ("lat", "long"))
        except ValueError:
            return None
        return Place(lat=lat, long=long) if abs(lat) <= _POLES and abs(long) <= _DATE_LINE else None

    def _reported_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.word("reported_at")).replace(tzinfo=self.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def field_of(problem: Problem) -> str:
    """The form's field beside which a problem is shown."""
    return _FIELD_OF.get(problem.field, problem.field)


def place_on_the_page(field: str) -> int:
    """Whoever reads what is not right goes down the page once."""
    return _ON_THE_PAGE.index(field if field in _ON_THE_PAGE else "")


def is_of_answer(problem: Problem) -> bool:
    """Whether it is about a question of the category."""
    return problem.field.startswith(ANSWERS) or problem.field == FOR_WHOM


def _is_meant_as_mail(typed: str) -> bool:
    """What has an @ in it; and words without one, unless there is a number among them that somebody could call."""
    digits = sum(each.isdigit() for each in typed)
    return "@" in typed or (any(map(str.isalpha, typed)) and digits < FEWEST_DIGITS)
