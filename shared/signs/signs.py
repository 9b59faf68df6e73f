"""Signs that someone may be in danger now, or that a matter is for professionals only; once raised they stay raised."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.signs.markup import texts_in
from shared.signs.phrasebook import Phrasebook
from shared.signs.spelling import Words, readings, sentences

_DANGER, _FLOOR = "danger ", "floor "
_ALONE = "!"
_CRY_WORDS, _CRY_LETTERS = 3, 60
ANY_LANGUAGE = ""
Phrases = Mapping[str, Iterable[str]]


class Languages(Protocol):
    """Tells languages apart."""

    def __call__(self, text: str, language: str, /) -> str | None:
        """The one that the text, or a sentence of it, plainly is in; None where it may be the one that is said."""

    def fits(self, words: str, language: str, /) -> bool:
        """Whether they are surely in this one."""


def is_read(language: str, languages: Collection[str]) -> bool:
    """Whether somebody here looks for danger in it, wherever it is spoken: en-GB is English (rule R3)."""
    return language.partition("-")[0] in languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Codes of the pack, sorted; each once."""

    danger: tuple[str, ...] = ()
    floor: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.danger or self.floor)

    def __or__(self, other: "Signs") -> "Signs":
        if not other or self == other:
            return self
        return signs(self.danger + other.danger, self.floor + other.floor)

    def beyond(self, known: "Signs") -> "Signs":
        """Those of these signs that were not known before."""
        return signs(set(self.danger) - set(known.danger), set(self.floor) - set(known.floor))


NO_SIGNS = Signs()


def signs(danger: Iterable[str], floor: Iterable[str]) -> Signs:
    return Signs(danger=tuple(sorted(set(danger))), floor=tuple(sorted(set(floor))))


class SignWords:
    """The phrases to look for in each language. Blocks on nothing.

    False alarms are preferred: nobody asks whether a phrase is negated, or meant.
    """

    def __init__(
        self, danger: Mapping[str, Phrases], floor: Mapping[str, Phrases], *, other_language: Languages
    ) -> None:
        """danger, floor: by language, phrases by sign; under `""` all of them, for any language that is not there."""
        self._books = {language: _Book.of(danger[language], floor[language]) for language in danger}
        self.other_language = other_language

    def in_words(self, *texts: str, language: str) -> Signs:
        """The signs in what a person wrote, in whatever language; language: the one that they said it is in."""
        found = {sign for text in texts for sign in self._found(text, language)}
        return _told_apart(found) if found else NO_SIGNS

    def _found(self, text: str, language: str) -> set[str]:
        """What no language has, this one has not either; which one it is, is asked only where it makes a difference."""
        read = _Read.of(text)
        of_any = self._books[ANY_LANGUAGE].signs_in(read)
        own = self._books.get(language)
        if own is None or not of_any:
            return of_any
        found = own.signs_in(read)
        return of_any if found != of_any and self._may_be_meant(text, language, of_any - found) else found

    def _may_be_meant(self, text: str, language: str, beyond: set[str]) -> bool:
        """Signs of other languages: harmless only in a sentence that surely is in the one that is said."""
        if self.other_language(text, language):
            return True
        of_any = self._books[ANY_LANGUAGE]
        bearing = [each for each in sentences(text) if beyond & of_any.signs_in(_Read.of(each))]
        return not bearing or not all(self.other_language.fits(each, language) for each in bearing)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text in all its readings, with its markup and without.

    cries: its shortest sentences, which say hardly anything else.
    """

    whole: tuple[Words, ...]
    cries: tuple[Words, ...]

    @classmethod
    def of(cls, text: str) -> "_Read":
        texts = tuple(texts_in(text))
        short = dict.fromkeys(each.strip() for one in texts for each in sentences(one))
        read = (words for each in short if len(each) <= _CRY_LETTERS for words in readings(each))
        whole = dict.fromkeys(words for one in texts for words in readings(one))
        return cls(tuple(whole), tuple(words for words in read if len(words) <= _CRY_WORDS))


@dataclass(frozen=True, slots=True)
class _Book:
    """alone: phrases that are signs only in a sentence of their own: "Help me!" is, "help me carry this" is not."""

    anywhere: Phrasebook
    alone: Phrasebook

    @classmethod
    def of(cls, danger: Phrases, floor: Phrases) -> "_Book":
        told_apart = ((_DANGER, danger), (_FLOOR, floor))
        signs_ = {kind + sign: tuple(listed) for kind, phrases in told_apart for sign, listed in phrases.items()}
        anywhere = {sign: [each for each in listed if not each.endswith(_ALONE)] for sign, listed in signs_.items()}
        alone = {
            sign: [each.removesuffix(_ALONE) for each in listed if each.endswith(_ALONE)]
            for sign, listed in signs_.items()
        }
        return cls(Phrasebook.of(anywhere), Phrasebook.of(alone))

    def signs_in(self, read: _Read) -> set[str]:
        found = {sign for words in read.whole for sign in self.anywhere.signs_in(words)}
        return found | {sign for words in read.cries for sign in self.alone.signs_in(words)}


def _told_apart(found: set[str]) -> Signs:
    return signs(
        (sign.removeprefix(_DANGER) for sign in found if sign.startswith(_DANGER)),
        (sign.removeprefix(_FLOOR) for sign in found if sign.startswith(_FLOOR)),
    )
