"""Looks for a pack's phrases in what people write; apart, for whoever writes to nobody needs no model of languages."""

from collections.abc import Iterable

from shared.pack.sign_words import SignPhrases
from shared.signs.language_of_words import LanguageOfWords
from shared.signs.signs import ANY_LANGUAGE, SignWords


def sign_reader(phrases: SignPhrases, languages: Iterable[str]) -> SignWords:
    """For each of the pack's languages, and for any other one."""
    known = tuple(languages)
    listed = (*known, ANY_LANGUAGE)
    return SignWords(
        {language: phrases.danger_phrases(language) for language in listed},
        {language: phrases.floor_phrases(language) for language in listed},
        other_language=LanguageOfWords(known),
    )
