"""What intake.yaml says: words that tell of danger or of matters for professionals only, and how consent is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from shared.pack.areas import Areas
from shared.pack.common import CommonPack, Phrases
from shared.pack.fields import CodeField, PhrasesField
from shared.pack.sign_words import DangerWordsField, FloorWordsField, SignPhrases, SignWords
from shared.pack.values import Texts
from shared.pack.word_groups import GroupsField, WordGroups


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWording:
    """How "may a neighbour help with this?" is asked: at a public place, at a home, and for somebody else."""

    version: Annotated[str, CodeField]
    public: Texts
    home: Texts
    somebody_else: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFile:
    """intake.yaml. texts: the neighbourhood's own words for pages, by code. The first four: see `SignPhrases`."""

    groups: Annotated[WordGroups, GroupsField] = field(default_factory=dict)
    danger_words: Annotated[SignWords, DangerWordsField]
    floor_words: Annotated[SignWords, FloorWordsField]
    harmless: Annotated[Phrases, PhrasesField] = field(default_factory=dict)
    consent: ConsentWording
    texts: Mapping[Annotated[str, CodeField], Texts] = field(default_factory=dict)

    @property
    def signs(self) -> SignPhrases:
        return SignPhrases(
            groups=self.groups, danger_words=self.danger_words, floor_words=self.floor_words, harmless=self.harmless
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePack:
    """All that intake needs of a pack."""

    name: str
    common: CommonPack
    signs: SignPhrases
    consent: ConsentWording
    texts: Mapping[str, Texts]
    areas: Areas
