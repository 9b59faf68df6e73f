"""What can be taken as a report, and what is said about the rest."""

from datetime import timedelta

import pytest

from services.intake.domain.draft import Draft, problems_of
from services.intake.domain.wrong import Wrong
from shared.events.intake import Channel
from shared.signs.signs import NO_SIGNS, Signs
from tests.factories.reports import CATALOGUE, HERE, NOW, draft

FIRE = Signs(danger=("fire",))
PERMIT = {"plate": "AB 12 345"}


def wrong(told: Draft, *, signs: Signs = NO_SIGNS, served: bool = True) -> list[tuple[str, Wrong]]:
    found = problems_of(told, signs, catalogue=CATALOGUE, served=served, now=NOW)
    return [(problem.field, problem.wrong) for problem in found]


def test_a_category_words_and_a_place_are_enough() -> None:
    assert wrong(draft()) == []


@pytest.mark.parametrize(
    "told, expected",
    [
        (draft(category=""), [("category", Wrong.MISSING)]),
        (draft(category="unicorn"), [("category", Wrong.UNKNOWN)]),
        (draft(text=""), [("text", Wrong.MISSING)]),
        (draft(text=" \n\t "), [("text", Wrong.MISSING)]),
        (draft(text="x" * 4001), [("text", Wrong.TOO_LONG)]),
        (draft(text="bell \a"), [("text", Wrong.UNPRINTABLE)]),
        (draft(text="nul \0"), [("text", Wrong.UNPRINTABLE)]),
        (draft(text="half \ud800"), [("text", Wrong.UNPRINTABLE)]),
        (draft(place=None), [("location", Wrong.MISSING)]),
        (draft(place=None, address="  "), [("location", Wrong.MISSING)]),
        (draft(address="x" * 301), [("location.address", Wrong.TOO_LONG)]),
        (draft(address="a\0b"), [("location.address", Wrong.UNPRINTABLE)]),
        (draft(reported_at=NOW + timedelta(hours=1)), [("reported_at", Wrong.IN_THE_FUTURE)]),
        (draft(reported_at=NOW.replace(year=1970)), [("reported_at", Wrong.TOO_LONG_AGO)]),
        (draft(answers={"unasked": "x"}), [("answers.unasked", Wrong.UNKNOWN)]),
        (draft(category="permit"), [("answers.plate", Wrong.MISSING)]),
        (draft(category="permit", answers={**PERMIT, "metres": "far"}), [("answers.metres", Wrong.NOT_A_NUMBER)]),
        (draft(category="permit", answers={**PERMIT, "metres": "1e999"}), [("answers.metres", Wrong.NOT_A_NUMBER)]),
        (draft(category="permit", answers={**PERMIT, "since": "once"}), [("answers.since", Wrong.NOT_A_TIME)]),
        (draft(category="permit", answers={**PERMIT, "size": "huge"}), [("answers.size", Wrong.UNKNOWN)]),
        (draft(category="permit", answers={**PERMIT, "what": "paper,gold"}), [("answers.what", Wrong.UNKNOWN)]),
        (draft(category="permit", answers={"plate": "x" * 1001}), [("answers.plate", Wrong.TOO_LONG)]),
    ],
)
def test_each_mistake_is_named_with_its_field(told: Draft, expected: list[tuple[str, Wrong]]) -> None:
    assert wrong(told) == expected


def test_every_mistake_is_named_at_once() -> None:
    assert wrong(draft(category="", text="", place=None)) == [
        ("category", Wrong.MISSING),
        ("text", Wrong.MISSING),
        ("location", Wrong.MISSING),
    ]


@pytest.mark.parametrize("text", ["x" * 4000, "two\nlines\tand a tab", "👩‍👩‍👧 ærø"])
def test_ordinary_words_are_taken(text: str) -> None:
    assert wrong(draft(text=text)) == []


@pytest.mark.parametrize("since", [timedelta(days=3650), timedelta(0), timedelta(minutes=-4)])
def test_it_may_have_been_told_earlier_and_clocks_may_differ(since: timedelta) -> None:
    assert wrong(draft(reported_at=NOW - since)) == []


def test_answers_of_every_kind_are_taken() -> None:
    given = {**PERMIT, "metres": "2.5", "since": "2026-05-01T10:00", "size": "small", "what": "paper,pills"}
    assert wrong(draft(category="permit", answers=given)) == []


def test_a_place_elsewhere_is_refused() -> None:
    assert wrong(draft(), served=False) == [("location", Wrong.OUTSIDE)]


@pytest.mark.parametrize(
    "told, served",
    [
        (draft(place=None), True),
        (draft(), False),
        (draft(category=""), True),
        (draft(category="unicorn"), True),
        (draft(category="permit"), True),
    ],
)
def test_R1_a_sign_is_reason_enough_to_take_it_without_place_or_category(told: Draft, served: bool) -> None:  # noqa: FBT001
    assert wrong(told, signs=FIRE, served=served) == []
    assert wrong(told, signs=Signs(floor=("money",)), served=served) == []


def test_even_with_a_sign_there_must_be_words_that_can_be_read() -> None:
    assert wrong(draft(text=""), signs=FIRE) == [("text", Wrong.MISSING)]
    assert wrong(draft(text="x" * 4001), signs=FIRE) == [("text", Wrong.TOO_LONG)]


@pytest.mark.parametrize("key", ["$where", "a.b", "x" * 65, "", "nul\0"])
def test_answers_to_an_unknown_category_must_at_least_have_names(key: str) -> None:
    assert wrong(draft(category="unicorn", answers={key: "x"}), signs=FIRE) == [(f"answers.{key}", Wrong.UNKNOWN)]


def test_nobody_answers_fifty_questions() -> None:
    many = {f"q{number}": "x" for number in range(51)}
    assert wrong(draft(answers=many)) == [("answers", Wrong.TOO_LONG)]


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.COUNTER])
def test_from_the_desk_a_place_may_be_missing(channel: Channel) -> None:
    assert wrong(draft(place=None, channel=channel)) == []
    assert wrong(draft(place=HERE, channel=channel), served=False) == [("location", Wrong.OUTSIDE)]
