"""What intake.yaml says: words that tell of danger or of matters for professionals only, and how consent is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from shared.pack.areas import Areas
from shared.pack.common import CommonPack, Phrases
from shared.pack.fields import CodeField, PhrasesField
from shared.pack.sign_words import DangerWordsField, FloorWordsField, SignWords, phrases_for
from shared.pack.values import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWording:
    """How "may a neighbour help with this?" is asked: at a public place, at a home, and for somebody else."""

    version: Annotated[str, CodeField]
    public: Texts
    home: Texts
    somebody_else: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFile:
    """intake.yaml. texts: the neighbourhood's own words for pages, by code. harmless: see `IntakePack`."""

    danger_words: Annotated[SignWords, DangerWordsField]
    floor_words: Annotated[SignWords, FloorWordsField]
    harmless: Annotated[Phrases, PhrasesField] = field(default_factory=dict)
    consent: ConsentWording
    texts: Mapping[Annotated[str, CodeField], Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePack:
    """All that intake needs of a pack.

    danger_words, floor_words: language → sign → phrases; `shared.pack.sign_words` says how a phrase is written.
    harmless: language → phrases of other languages that mean something else in this one.
    """

    name: str
    common: CommonPack
    danger_words: SignWords
    floor_words: SignWords
    harmless: Phrases
    consent: ConsentWording
    texts: Mapping[str, Texts]
    areas: Areas

    def danger_phrases(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Give the phrases by danger sign to look for in a report in `language`, those of other languages included."""
        return phrases_for(language, self.danger_words, self.harmless)

    def floor_phrases(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Give the phrases by floor sign to look for in a report in `language`, those of other languages included."""
        return phrases_for(language, self.floor_words, self.harmless)
