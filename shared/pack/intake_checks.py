"""What can be wrong with intake.yaml as a whole."""

from shared.pack.checks import Check, Found
from shared.pack.common import Phrases
from shared.pack.sign_words import SignWords, named


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


INTAKE: tuple[Check, ...] = ((("danger_words", "floor_words", "harmless"), _harmless_are_used),)
