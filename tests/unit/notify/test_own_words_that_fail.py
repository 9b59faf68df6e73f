"""A neighbourhood's own words stand for ours; what cannot be filled in is no letter."""

import pytest

from shared.errors import Undeliverable
from tests.factories.letters import FACTS, blocks, letters, written
from tests.factories.notify import NOON, REFERENCE, delivery, matter, reader


def test_a_neighbourhood_may_say_it_in_its_own_words() -> None:
    letter = written(("routed", "reporter"), office=letters(routed_in_reporter=blocks()))
    assert letter.subject == f"Ours ({REFERENCE})"


BROKEN = {
    "it_names_what_is_not_there": "{{ nowhere }}",
    "it_counts_words": "{{ reference + 1 }}",
    "it_divides_by_nothing": "{{ 1 // 0 }}",
    "it_asks_for_more_than_there_is": "{{ [1][3] }}",
    "it_asks_a_word_for_what_it_has_not": "{{ 'x'.encode('no-such-code') }}",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_own_words_that_cannot_be_filled_in_are_no_letter(broken: str) -> None:
    with pytest.raises(Undeliverable, match="cannot_be_written"):
        written(("routed", "reporter"), office=letters(routed_in_reporter=blocks(text=broken)))


def test_a_box_without_an_address_is_no_letter() -> None:
    planned = delivery(message="escalated", facts=FACTS["escalated", "reporter"])
    with pytest.raises(Undeliverable, match="cannot_be_written"):
        letters().write(planned, {"kind": "email"}, matter=matter(), reader=reader(), names={}, at=NOON)
