"""The pack's folder in triage's own words: policy, tasks, hours, areas, addresses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.adapters.cells import MOST_CELLS, cells_around, cells_of
from services.triage.adapters.pack_neighbourhood import PackNeighbourhood
from services.triage.domain.policy import Deadline, DeadlineUnit
from services.triage.domain.report import Report
from services.triage.ports import Neighbourhood
from shared.events.intake import Consent
from shared.events.place import EARTH_RADIUS_M, Place, distance_m
from shared.events.triage import Route
from shared.pack import Gazetteer, TriagePack, load_for_triage
from shared.pack.gazetteer import Address
from tests.fakes.neighbourhood import FakeNeighbourhood

STRICT = load_for_triage(Path(__file__).parents[2] / "packs" / "strict")
WEST, SOUTH, EAST, NORTH = STRICT.areas.bounds
HERE = Place(lat=(SOUTH + NORTH) / 2, long=(WEST + EAST) / 2)
NOON = datetime(2026, 5, 27, 10, tzinfo=UTC)
"""Noon in the pack's zone, on a Wednesday."""


def neighbourhood(gazetteer: Gazetteer | None = None, pack: TriagePack = STRICT) -> PackNeighbourhood:
    return PackNeighbourhood(pack, gazetteer or Gazetteer(), key=b"k" * 32)


def report(**changes: object) -> Report:
    told = {
        "report_id": "report",
        "category": "litter",
        "language": "en",
        "channel": "web",
        "at_home": False,
        "private": False,
        "consent": Consent(),
        "reported_at": NOON,
        "place": HERE,
    }
    return Report(**{**told, **changes})  # type: ignore[arg-type]  # the fields of a report


def test_every_rule_and_owner_is_translated() -> None:
    policy = neighbourhood().policy
    assert [rule.code for rule in policy.rules] == [rule.code for rule in STRICT.routing]
    assert policy.owners.keys() == STRICT.owners.keys()
    assert policy.version == STRICT.policy_version
    assert policy.rules[1].route is Route.NEIGHBOURS
    assert policy.owners["permit"].deadline == Deadline(amount=4, unit=DeadlineUnit.HOURS, working=True)


def test_tasks_speak_every_language_of_the_pack() -> None:
    task = neighbourhood().task("litter")
    assert task is not None
    assert set(task.texts) == set(STRICT.common.neighbourhood.languages)
    assert task.text_in("xx") == next(iter(task.texts.values()))
    assert neighbourhood().task("permit") is None


@pytest.mark.parametrize(
    "said, meant",
    [
        ("2026-05-28T14:30", datetime(2026, 5, 28, 12, 30, tzinfo=UTC)),
        ("2026-05-28T14:30:00+00:00", datetime(2026, 5, 28, 14, 30, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # does not exist there: later
        ("after lunch", None),
        ("", None),
        ("0001-01-01T00:00", None),
    ],
)
def test_when_to_come_is_told_as_clocks_show_it_there(said: str, meant: datetime | None) -> None:
    assert neighbourhood().come_at(report(category="tech_help", answers={"at": said})) == meant


def test_nobody_comes_at_a_time_that_answers_another_question() -> None:
    assert neighbourhood().come_at(report(category="tech_help")) is None
    assert neighbourhood().come_at(report(category="litter", answers={"at": "2026-05-28T14:30"})) is None
    assert neighbourhood().come_at(report(category="no such", answers={"at": "2026-05-28T14:30"})) is None


def test_what_is_around_a_report() -> None:
    around = neighbourhood().around(report(), NOON)
    assert (around.is_category_known, around.weekday, around.hour) == (True, "wed", 12)
    assert (around.task_on_site, around.somebody_answers, around.language_has_danger_words) == (True, True, True)
    assert around.area == STRICT.areas.area_of(HERE)


@pytest.mark.parametrize("language,known", [("da", True), ("da-DK", True), ("so", False)])
def test_R3_a_language_has_danger_words_where_the_pack_speaks_it(language: str, known: bool) -> None:  # noqa: FBT001
    assert neighbourhood().around(report(language=language), NOON).language_has_danger_words is known


@pytest.mark.parametrize("written_in,known", [(None, True), ("en", True), ("fi", False)])
def test_R3_so_must_the_language_that_it_plainly_is_in(written_in: str | None, known: bool) -> None:  # noqa: FBT001
    told = report(language="da", written_in=written_in)
    assert neighbourhood().around(told, NOON).language_has_danger_words is known


def test_R12_deadlines_are_counted_in_working_time() -> None:
    four_hours = Deadline(amount=4, unit=DeadlineUnit.HOURS, working=True)
    friday_at_three = datetime(2026, 5, 29, 13, tzinfo=UTC)
    assert neighbourhood().deadline(friday_at_three, four_hours) == datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "at,until",
    [
        (datetime(2026, 5, 27, 19, 59, tzinfo=UTC), None),
        (datetime(2026, 5, 27, 20, tzinfo=UTC), datetime(2026, 5, 28, 5, tzinfo=UTC)),
        (datetime(2026, 5, 28, 4, 59, tzinfo=UTC), datetime(2026, 5, 28, 5, tzinfo=UTC)),
        (datetime(2026, 5, 28, 5, tzinfo=UTC), None),
    ],
)
def test_R11_quiet_hours_run_over_midnight(at: datetime, until: datetime | None) -> None:
    assert neighbourhood().quiet_until(at) == until


def test_actions_of_neighbours_are_no_actions_of_teams() -> None:
    found = neighbourhood()
    assert not found.has_action(found.ways.neighbour_action)
    assert not found.has_action("made_up")
    assert any(found.has_action(action.code) for action in STRICT.common.actions)


def test_R9_two_spellings_of_an_address_are_one() -> None:
    key = neighbourhood().address_key
    assert key("Højgade 3 A, 1234 Town") == key("højgade  3 a")
    assert key("Højgade 3 A") != key("Højgade 3 B")


def test_R5_rough_areas_follow_from_the_addresses_there_are() -> None:
    assert neighbourhood().rough_area(HERE).radius_m >= 1000
    step = 10 / (EARTH_RADIUS_M * 0.0174533)
    crowd = tuple(
        Address(text=f"Street {number}", place=Place(lat=HERE.lat + number * step, long=HERE.long))
        for number in range(-40, 40)
    )
    assert 150 <= neighbourhood(Gazetteer(crowd)).rough_area(HERE).radius_m < 1000


WHERE_TO_LOOK = st.builds(Place, lat=st.floats(SOUTH, NORTH), long=st.floats(WEST, EAST))


@pytest.mark.parametrize("known", [neighbourhood(), FakeNeighbourhood()], ids=["pack", "fake"])
@given(place=WHERE_TO_LOOK)
def test_R5_whoever_passes_as_a_neighbourhood_shows_the_same_circle_around_the_place(
    known: Neighbourhood, place: Place
) -> None:
    circle = known.rough_area(place)
    assert circle == known.rough_area(place)
    assert circle.radius_m >= 150
    assert 0 < distance_m(circle.centre, place) <= circle.radius_m


def test_R8_somebody_answers_when_the_pack_says_so() -> None:
    found = neighbourhood().on_call(NOON + timedelta(hours=12))
    assert found is not None
    assert found.name == STRICT.on_call[0].name


places = st.builds(Place, lat=st.floats(-69, 69), long=st.floats(-170, 170))


@given(places, st.integers(100, 20_000), st.floats(-1, 1), st.floats(-1, 1))
def test_whoever_lives_within_the_radius_lives_in_one_of_its_cells(
    place: Place, radius_m: int, north: float, east: float
) -> None:
    degrees = radius_m / (EARTH_RADIUS_M * 0.0174533)
    home = Place(lat=place.lat + north * degrees, long=place.long + 2.7 * east * degrees)
    cells = cells_around(place, radius_m)
    assert len(cells) <= MOST_CELLS * 1.5
    if distance_m(place, home) <= radius_m:
        assert set(cells_of(home)) & set(cells)
