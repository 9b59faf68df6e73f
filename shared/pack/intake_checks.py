"""What can be wrong with intake.yaml as a whole."""

from functools import partial

from shared.pack.checks import Check, Found
from shared.pack.common import Phrases
from shared.pack.sign_words import SignWords, named
from shared.pack.word_groups import WordGroups, unknown


def _harmless_are_used(danger_words: SignWords, floor_words: SignWords, harmless: Phrases) -> Found:
    for language, listed in harmless.items():
        others = {
            named(phrase)
            for words in (danger_words, floor_words)
            for other, signs in words.items()
            if other != language
            for phrases in signs.values()
            for phrase in phrases
        }
        for index, phrase in enumerate(listed):
            if phrase not in others:
                yield ("harmless", language, index), f"{phrase} is no phrase of another language"


def _groups_are_known(section: str, groups: WordGroups, words: SignWords) -> Found:
    for language, signs in words.items():
        for sign, phrases in signs.items():
            for index, phrase in enumerate(phrases):
                for name in unknown(phrase, groups.get(language, {})):
                    yield (section, language, sign, index), f"{name} is no group of words in {language}"


INTAKE: tuple[Check, ...] = (
    (("groups", "danger_words"), partial(_groups_are_known, "danger_words")),
    (("groups", "floor_words"), partial(_groups_are_known, "floor_words")),
    (("danger_words", "floor_words", "harmless"), _harmless_are_used),
)
