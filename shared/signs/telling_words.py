"""Takes out of a text what tells nothing of its language: codes and numbers, letters that are no word, names."""

import unicodedata
from collections.abc import Iterator

VOWELS = frozenset("aeiouy")
LONGEST_WITHOUT_VOWEL = 3
"""Of Latin letters; what is longer was typed by chance, or means something to a machine alone."""

ENDS_A_SENTENCE = (".", "!", "?", ":")


def without_codes(text: str) -> str:
    """Its words; none that has a digit in it, or that nobody could speak."""
    return " ".join(word for word in text.split() if _is_word(word))


def without_names(words: str) -> str:
    """Those that begin small, and the first of each sentence. German nouns go, too, and leave enough of a sentence."""
    return " ".join(_no_names(words.split()))


def _no_names(words: list[str]) -> Iterator[str]:
    begins = True
    for word in words:
        if begins or not is_capitalised(word):
            yield word
        begins = word.endswith(ENDS_A_SENTENCE)


def is_capitalised(word: str) -> bool:
    """Whether its first letter is large; a word without letters is not."""
    return next(filter(str.isalpha, word), "").isupper()


def _is_word(word: str) -> bool:
    if not word.isalpha() and any(map(str.isdigit, word)):
        return False
    if not VOWELS.isdisjoint(word):  # As in nearly all words.
        return True
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFKD", word))).lower()
    return len(letters) <= LONGEST_WITHOUT_VOWEL or not letters.isascii() or not VOWELS.isdisjoint(letters)
