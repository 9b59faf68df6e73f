"""Words that were read lately are not looked up anew; what is found does not depend on what was read before."""

from hypothesis import given
from hypothesis import strategies as st

from shared.signs.phrasebook import Phrasebook

PHRASES = {"fire": ["on fire", "smoke ~ kitchen", "burn*"], "gas": ["smell * gas", "*gasleak*", "gas ^station"]}
SAID = st.sampled_from(["on", "fire", "smoke", "kitchen", "burning", "smell", "of", "gas", "agasleak", "station"])


@given(st.lists(st.lists(SAID, max_size=8), max_size=6))
def test_what_was_read_before_changes_nothing(texts: list[list[str]]) -> None:
    experienced = Phrasebook.of(PHRASES)
    for words in texts:
        assert experienced.signs_in(tuple(words)) == Phrasebook.of(PHRASES).signs_in(tuple(words))


def test_no_more_is_remembered_than_people_say_often() -> None:
    book = Phrasebook.of(PHRASES)
    book.signs_in(tuple(f"word{number}" for number in range(5000)))
    assert 0 < len(book.known) <= 4096


def test_long_words_are_not_remembered() -> None:
    book = Phrasebook.of(PHRASES)
    assert book.signs_in(("burn" + "x" * 500,)) == {"fire"}
    assert not book.known
