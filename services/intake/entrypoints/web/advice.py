"""What to do at once, in the pack's words: shown wherever a sign is noticed, whatever else becomes of it (rule R1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from shared.pack.common import Category, CommonPack, DangerSign, EmergencyNumber, with_code
from shared.signs.signs import Signs, SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to call; `when` says when."""

    number: str
    name: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """code: a sign's, `danger` for what holds for all of them, or `category`."""

    code: str
    title: str
    text: str
    numbers: tuple[Number, ...] = ()

    def plain(self) -> dict[str, Any]:
        numbers = [{"number": each.number, "name": each.name, "when": each.when} for each in self.numbers]
        return {"code": self.code, "title": self.title, "text": self.text, "numbers": numbers}


@dataclass(frozen=True, slots=True)
class Advice:
    """Blocks on nothing."""

    pack: CommonPack
    words: SignWords

    def numbers(self, language: str) -> tuple[Number, ...]:
        """All of the pack's, the one for life and limb first."""
        return tuple(_number(each, language) for each in self.pack.emergency)

    def on(self, signs: Signs, language: str) -> tuple[Notice, ...]:
        """The numbers first; for what is only for professionals, that it is."""
        return (*self._danger(signs, language), *self._floor(signs, language))

    def on_category(self, code: str, language: str, *, signs: Signs) -> tuple[Notice, ...]:
        """What the neighbourhood says to everybody who chooses this category.

        signs: of the report. Where neighbours may help, nothing of it holds for a report that is no neighbour's matter.
        """
        category: Category | None = self.pack.category(code)
        if category is None or (category.task is not None and signs):
            return ()
        name = category.name.say(language)
        return tuple(Notice(code="category", title=name, text=text.say(language)) for text in category.notices)

    def in_words(self, language: str, *texts: str) -> tuple[Notice, ...]:
        """For words of which nobody knows yet what they belong to."""
        return self.on(self.words.in_words(*texts, language=language), language)

    def _danger(self, signs: Signs, language: str) -> Iterator[Notice]:
        if signs.danger:
            yield Notice(
                code="danger",
                title=_("If somebody is in danger now, call first"),
                text=self.pack.at_once.say(language),
                numbers=self.numbers(language),
            )
        for code in signs.danger:
            sign: DangerSign | None = with_code(self.pack.danger_signs, code)
            if sign is not None:
                yield Notice(code=code, title=sign.name.say(language), text=sign.at_once.say(language))

    def _floor(self, signs: Signs, language: str) -> Iterator[Notice]:
        for code in signs.floor:
            sign = with_code(self.pack.floor_signs, code)
            if sign is not None:
                yield Notice(
                    code=code,
                    title=sign.name.say(language),
                    text=_("Professionals look at this. No neighbour is asked, and nothing of it is shown in public."),
                )


def _number(each: EmergencyNumber, language: str) -> Number:
    return Number(number=each.number, name=each.name.say(language), when=each.when.say(language))
