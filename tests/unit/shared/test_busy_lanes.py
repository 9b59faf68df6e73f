"""Where nobody waits it is asked seldom, and what was known is not trusted once partitions can have changed hands."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace

import pytest
from kafka.structs import ConsumerGroupMetadata

from shared.errors import TryAgain
from shared.kafka.busy_lanes import KNOWN_SECONDS, MOST_LANES, BusyLanes, generation_of
from shared.parking import ParkedMessages

TOPIC = "lamps"
A, B = f"{TOPIC}:a", f"{TOPIC}:b"


class Parking:
    """Passes for `ParkedMessages` as far as lanes go. asked: how often anything was asked."""

    def __init__(self) -> None:
        self.waiting: set[str] = set()
        self.asked = 0
        self.is_away = False

    def busy(self, lanes: Collection[str]) -> set[str]:
        self.asked += 1
        return self.waiting.intersection(lanes)

    def lanes(self, *, after: str, limit: int) -> Sequence[str]:
        self.asked += 1
        if self.is_away:
            raise TryAgain(0.5)
        return sorted(each for each in self.waiting if each > after)[:limit]


class Member:
    """One member of a group, in its first generation, with a clock that stands still."""

    def __init__(self) -> None:
        self.parking = Parking()
        self.generation: tuple[int, str] | None = (1, "member")
        self.at = 100.0
        parking: ParkedMessages = self.parking  # type: ignore[assignment]  # as far as lanes go
        self.lanes = BusyLanes(parking, generation=lambda: self.generation, clock=lambda: self.at)

    def busy(self, *lanes: str) -> set[str]:
        return self.lanes.among(lanes)


@pytest.fixture
def member() -> Member:
    return Member()


def test_where_nobody_waits_it_asks_once(member: Member) -> None:
    assert [member.busy(A, B) for _ in range(9)] == [set()] * 9
    assert member.parking.asked == 1


def test_who_waited_before_is_known_until_it_has_gone(member: Member) -> None:
    member.parking.waiting = {A}
    assert member.busy(A, B) == {A}
    member.parking.waiting = set()
    assert member.busy(A, B) == set()


def test_what_the_member_lets_wait_itself_is_known_at_once(member: Member) -> None:
    member.busy(A)
    member.lanes.parks(A)
    member.parking.waiting = {A}
    assert member.busy(A, B) == {A}


def test_what_others_let_wait_is_known_soon(member: Member) -> None:
    member.busy(A)
    member.parking.waiting = {A}
    member.at += KNOWN_SECONDS
    assert member.busy(A) == {A}


@pytest.mark.parametrize("generation", [(2, "member"), (1, "another")])
def test_in_another_generation_nothing_is_known(member: Member, generation: tuple[int, str]) -> None:
    member.busy(A)
    member.parking.waiting, member.generation = {A}, generation
    assert member.busy(A) == {A}


def test_who_is_in_no_group_knows_nothing(member: Member) -> None:
    member.generation = None
    member.busy(A)
    member.parking.waiting = {A}
    assert member.busy(A) == {A}


def test_what_changes_while_the_database_answers_is_asked_anew(member: Member) -> None:
    ask = member.parking.lanes

    def changing(*, after: str, limit: int) -> Sequence[str]:
        found = ask(after=after, limit=limit)
        member.generation = (2, "member")
        return found

    member.parking.lanes = changing  # type: ignore[method-assign]
    member.busy(A)
    member.parking.waiting = {A}
    assert member.busy(A) == {A}


def test_while_the_database_is_away_nothing_counts_as_known(member: Member) -> None:
    member.busy(A)
    member.parking.is_away, member.generation = True, (2, "member")
    for _ in range(2):
        with pytest.raises(TryAgain):
            member.busy(A)


def test_a_member_that_has_left_its_group_is_in_no_generation() -> None:
    told = ConsumerGroupMetadata("notify", generation_id=-1)
    assert generation_of(SimpleNamespace(group_metadata=lambda: told)) is None
    told = ConsumerGroupMetadata("notify", generation_id=7, member_id="ada")
    assert generation_of(SimpleNamespace(group_metadata=lambda: told)) == (7, "ada")


def test_where_very_many_wait_each_batch_asks_for_its_own(member: Member) -> None:
    member.parking.waiting = {f"{TOPIC}:{number:05d}" for number in range(MOST_LANES + 1)} | {B}
    assert member.busy(A, B) == {B}
    member.lanes.parks(A)
    member.parking.waiting.add(A)
    assert member.busy(A, B) == {A, B}
