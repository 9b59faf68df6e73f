"""Whoever looks again within a quarter of an hour is not written down again, unless there is more or newer to see."""

from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.forgetting import knows
from services.triage.domain.professionals import SHOWING_LASTS, disclose
from shared.events.intake import ReportEdited
from shared.events.triage import PersonForgotten, PlaceDisclosed
from tests.factories.cases import ANNA, BO, MINUTE, NOON, after, case_after, opened
from tests.unit.triage.hearing import hears

PLACE, WORDS = ("place",), ("words",)
BOTH = (*PLACE, *WORDS)
UNSEEN = case_after(opened())
ALMOST, OVER = NOON + SHOWING_LASTS - MINUTE, NOON + SHOWING_LASTS


def looks(
    case: Case, *, who: str = ANNA, what: tuple[str, ...] = BOTH, why: str = "works_on_it", at: datetime = NOON
) -> list[PlaceDisclosed]:
    return [one for one in disclose(case, to=who, what=what, why=why, at=at) if isinstance(one, PlaceDisclosed)]


SEEN = after(UNSEEN, *looks(UNSEEN))


def test_the_first_look_is_written_down() -> None:
    assert looks(UNSEEN) == [PlaceDisclosed(to=ANNA, what=list(BOTH), why="works_on_it", at=NOON)]


def test_looking_again_soon_is_the_same_showing() -> None:
    assert looks(SEEN, at=ALMOST) == []


def test_looking_again_later_is_another() -> None:
    assert [one.at for one in looks(SEEN, at=OVER)] == [OVER]


def test_somebody_elses_look_is_their_own() -> None:
    assert [one.to for one in looks(SEEN, who=BO)] == [BO]


def test_seeing_less_again_is_nothing_new() -> None:
    assert looks(SEEN, what=WORDS, at=ALMOST) == []


def test_seeing_more_is() -> None:
    words_only = after(UNSEEN, *looks(UNSEEN, what=WORDS))
    assert [one.what for one in looks(words_only, what=BOTH)] == [list(BOTH)]


def test_another_reason_is_another_showing() -> None:
    assert [one.why for one in looks(SEEN, why="assigned")] == ["assigned"]


def test_newer_words_are_another_showing() -> None:
    assert len(looks(after(SEEN, *hears(SEEN, ReportEdited(text="The door is open now."))))) == 1


def test_a_showing_from_before_times_were_kept_counts_for_nothing() -> None:
    old = after(UNSEEN, PlaceDisclosed(to=ANNA, what=list(BOTH), why="works_on_it"))
    assert len(looks(old)) == 1


def test_of_whoever_is_forgotten_no_showing_is_kept() -> None:
    assert knows(SEEN, ANNA)
    assert not knows(after(SEEN, PersonForgotten(person_ids=[ANNA])), ANNA)
