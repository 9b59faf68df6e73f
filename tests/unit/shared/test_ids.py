"""References can be read out over the telephone, and typed in by somebody in a hurry."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ids import case_of, new_reference, random_id, read_reference, sortable_id

FORM = re.compile(r"N-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]|N-.{4}-.{4}-U")


@pytest.fixture
def references() -> list[str]:
    return [new_reference() for _ in range(500)]


def test_references_can_be_read_out(references: list[str]) -> None:
    assert len(set(references)) == 500
    assert all(FORM.fullmatch(each) for each in references)


def test_a_reference_is_read_however_it_was_typed(references: list[str]) -> None:
    for each in references:
        plain = each.replace("-", "")
        for typed in (each, each.lower(), plain, plain[1:], each[2:], f"  {each} ", " ".join(plain)):
            assert read_reference(typed) == each
        assert read_reference(plain[0] + plain[1:].replace("1", "l").replace("0", "o")) == each


def test_one_wrong_character_is_noticed(references: list[str]) -> None:
    for each in references[:100]:
        for place in (2, 3, 4, 5, 7, 8, 9, 10):
            wrong = "0" if each[place] != "0" else "1"
            with pytest.raises(ValueError, match="N-"):
                read_reference(each[:place] + wrong + each[place + 1 :])


def test_two_characters_in_the_wrong_order_are_noticed(references: list[str]) -> None:
    for each in references[:100]:
        if each[2] != each[3]:
            with pytest.raises(ValueError, match="N-"):
                read_reference(f"N-{each[3]}{each[2]}{each[4:]}")


@pytest.mark.parametrize(
    "typed", ["", "N", "N-", "N-7K3M-Q9WY", "N-7K3M-Q9WY-44", "N-7K3M-Q9WU-4", "N-ÆØÅ3-Q9WY-4", "…"]
)
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the message is what was typed
        read_reference(typed)


@given(typed=st.text(max_size=20))
def test_whatever_is_typed_is_a_reference_or_is_refused(typed: str) -> None:
    with suppress(ValueError):
        assert read_reference(typed).startswith("N-")


def test_a_report_opens_one_case_however_often_it_is_heard() -> None:
    report = random_id()
    assert case_of(report) == case_of(report) != case_of(random_id())


def test_ids_of_events_sort_by_their_making() -> None:
    made = [sortable_id() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000
