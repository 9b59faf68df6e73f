"""What intake.yaml says: words that tell of danger or of matters for professionals only, and how consent is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from shared.pack.areas import Areas
from shared.pack.common import CommonPack
from shared.pack.fields import CodeField
from shared.pack.sign_words import DangerWordsField, FloorWordsField, SignWords
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
    """intake.yaml. `texts` are the neighbourhood's own words for pages, by code."""

    danger_words: Annotated[SignWords, DangerWordsField]
    floor_words: Annotated[SignWords, FloorWordsField]
    consent: ConsentWording
    texts: Mapping[Annotated[str, CodeField], Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePack:
    """All that intake needs of a pack.

    danger_words, floor_words: language → sign → phrases; `shared.pack.sign_words` says how a phrase is written.
    """

    name: str
    common: CommonPack
    danger_words: SignWords
    floor_words: SignWords
    consent: ConsentWording
    texts: Mapping[str, Texts]
    areas: Areas
