"""Periods of keeping: what is in force, what waits for a word, and that one that fails holds up no other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner, Result

from shared.clock import StoppedClock
from shared.errors import IllegalMove, StaleVersion
from shared.operators.group import Commands
from shared.operators.retention_command import retention_command
from shared.retaining import Retaining
from shared.retention import PROTECTED, Data, Kept, Past, Periods, Retention, What, in_force, survey, unconfirmed
from shared.worker import Stop
from tests.factories.reports import NOW

if TYPE_CHECKING:
    from shared.operators.office import Office

DAY = timedelta(days=1)
LAMPS, CHILDREN = What(data=Data.WORDS, of="street_light"), What(data=Data.WORDS, of=PROTECTED)
SESSIONS = What(data=Data.SESSIONS)
KEPT = Kept(periods={LAMPS: 30 * DAY, CHILDREN: 90 * DAY, SESSIONS: 10 * DAY})


@dataclass
class FakeShelves:
    """By kind, since when each of them is over. wrong: what letting one of them go raises."""

    kept: dict[What, dict[str, datetime]]
    wrong: dict[str, Exception] = field(default_factory=dict)
    not_yet: set[str] = field(default_factory=set)

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        held = sorted(self.kept.get(what, {}).items(), key=lambda each: each[1])
        return iter([Past(id=one, since=since) for one, since in held if since <= before])

    def let_go(self, what: What, past: Past) -> bool:
        if past.id in self.wrong:
            raise self.wrong[past.id]
        if past.id in self.not_yet:
            return False
        return self.kept[what].pop(past.id, None) is not None


@dataclass
class FakeConfirmed:
    known: Periods = field(default_factory=dict)

    def periods(self) -> Periods:
        return self.known

    def confirm(self, periods: Periods, at: datetime) -> None:  # noqa: ARG002 -- the port's shape
        self.known = dict(periods)


def shelves() -> FakeShelves:
    ages = {"young": 29 * DAY, "just": 30 * DAY, "old": 100 * DAY}
    ended = {name: NOW - age for name, age in ages.items()}
    return FakeShelves({LAMPS: dict(ended), CHILDREN: dict(ended), SESSIONS: dict(ended)})


def retaining(kept: FakeShelves, confirmed: FakeConfirmed) -> Retaining:
    return Retaining("intake", Retention(kept=KEPT, shelves=kept, confirmed=confirmed), clock=StoppedClock(NOW))


def test_nothing_goes_before_somebody_has_confirmed_it() -> None:
    held = shelves()
    assert not retaining(held, FakeConfirmed()).round()
    assert held == shelves()
    assert unconfirmed(KEPT, {}) == [SESSIONS, CHILDREN, LAMPS]


def test_what_is_past_its_period_goes_and_the_rest_stays() -> None:
    held = shelves()
    gone = retaining(held, FakeConfirmed(KEPT.named)).round()
    assert gone == {"words of street_light": 2, "words of protected": 1, "sessions": 3}
    assert {str(what): sorted(left) for what, left in held.kept.items()} == {
        "words of street_light": ["young"],
        "words of protected": ["just", "young"],
        "sessions": [],
    }


@pytest.mark.parametrize(
    "confirmed, holds, waits",
    [(30, 30, False), (40, 40, True), (20, 30, False)],
    ids=["as it was", "shortened: as it was until confirmed", "lengthened: at once"],
)
def test_a_shorter_period_waits_and_a_longer_one_does_not(confirmed: int, holds: int, waits: object) -> None:
    said = {str(LAMPS): confirmed * DAY}
    assert in_force(KEPT, said) == {LAMPS: holds * DAY}
    assert (LAMPS in unconfirmed(KEPT, said)) is waits


def test_looking_tells_how_much_and_since_when_and_changes_nothing() -> None:
    held = shelves()
    found = {each.what: (each.count, each.oldest) for each in survey(KEPT.periods, held, NOW)}
    assert found == {LAMPS: (2, NOW - 100 * DAY), CHILDREN: (1, NOW - 100 * DAY), SESSIONS: (3, NOW - 100 * DAY)}
    assert held == shelves()


@pytest.mark.parametrize("wrong", [StaleVersion("old"), IllegalMove("case_is_reopened")], ids=str)
def test_one_that_cannot_go_holds_up_no_other(wrong: Exception) -> None:
    held = shelves()
    held.wrong["old"] = wrong
    gone = retaining(held, FakeConfirmed(KEPT.named)).round()
    assert gone["words of street_light"] == 1
    assert "old" in held.kept[LAMPS]


def test_what_is_not_told_to_all_yet_goes_the_next_time() -> None:
    held = shelves()
    held.not_yet.add("old")
    loop = retaining(held, FakeConfirmed(KEPT.named))
    assert loop.round()["sessions"] == 2
    held.not_yet.clear()
    assert loop.round()["sessions"] == 1


def test_a_worker_that_is_told_to_stop_stops_between_two_and_the_next_goes_on() -> None:
    held, stop = shelves(), Stop()
    stop.now()
    loop = retaining(held, FakeConfirmed(KEPT.named))
    assert not loop.round(stop)
    assert loop.round().total() == 6


def ask(*words: str, confirmed: FakeConfirmed, kept: Kept = KEPT) -> Result:
    """An operator gives the command."""
    keeps = Retention(kept=kept, shelves=shelves(), confirmed=confirmed)
    office = SimpleNamespace(clock=StoppedClock(NOW), retention=lambda: keeps)
    group = Commands(commands={"retention": retention_command(lambda: cast("Office", office))})
    return CliRunner().invoke(group, ["retention", *words])


def test_an_operator_looks_first_and_confirms_then() -> None:
    confirmed = FakeConfirmed()
    looked = ask("--dry-run", confirmed=confirmed)
    said = {f"{each['data']} of {each['of']}": each for each in map(json.loads, looked.stdout.splitlines())}
    assert said["words of street_light"] == {
        "data": "words",
        "of": "street_light",
        "kept_days": 30.0,
        "would_go": 2,
        "oldest": str(NOW - 100 * DAY),
        "confirmed": False,
    }
    assert confirmed.known == {}
    assert "3 periods are in force from now on." in ask("--confirm", confirmed=confirmed).output
    assert confirmed.known == KEPT.named
    again = map(json.loads, ask("--dry-run", confirmed=confirmed).stdout.splitlines())
    assert all(each["confirmed"] for each in again)


@pytest.mark.parametrize("words", [(), ("--dry-run", "--confirm")], ids=["neither", "both"])
def test_it_must_be_said_which_of_the_two(words: tuple[str, ...]) -> None:
    answer = ask(*words, confirmed=(confirmed := FakeConfirmed()))
    assert answer.exit_code == 2
    assert "Say either --dry-run or --confirm." in answer.output
    assert confirmed.known == {}


def test_where_the_pack_says_nothing_there_is_nothing_to_confirm() -> None:
    answer = ask("--confirm", confirmed=FakeConfirmed(), kept=Kept(periods={}))
    assert answer.exit_code == 1
    assert "it says nothing yet" in answer.output
