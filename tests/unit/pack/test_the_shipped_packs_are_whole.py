"""What comes with Nabo can be used as it is, and shows every side of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.neighbourhoods.__main__ import main
from shared.events.place import Place, distance_m
from shared.events.triage import Route
from shared.events.triage_people import Role
from shared.pack import DemoPerson, TriagePack, load_demo, load_for_intake, load_for_notify, load_for_triage
from shared.pack.common import Category, Datatype, PlaceKind
from shared.pack.common_checks import FLOOR

NAMES = ["kluuvi", "san-diego"]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_has_no_mistake(shipped: Path, name: str) -> None:
    for load in (load_for_intake, load_for_triage, load_for_notify, load_demo):
        load(shipped / name)


def test_the_checking_command_says_the_same(shipped: Path, strict: Path) -> None:
    for packs in (shipped, strict.parent):
        checked = CliRunner().invoke(main, ["check", "--packs", str(packs)])
        assert (checked.exit_code, checked.output) == (0, "")


def test_the_checking_command_names_pack_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "categories.yaml").write_text("a: {")
    checked = CliRunner().invoke(main, ["check", "--packs", str(tmp_path)])
    assert checked.exit_code == 1
    assert checked.output.startswith("broken/areas.geojson:1: cannot be read")
    assert "broken/categories.yaml:1: is not YAML" in checked.output


def test_the_demo_shows_every_kind_of_category(shipped: Path) -> None:
    categories = load_for_triage(shipped / "kluuvi").common.categories
    codes = {category.code for category in categories}
    assert codes >= {"street_light", "pothole", "litter", "snow_clearing", "shopping_help", "noise", "child_at_risk"}
    assert len([category for category in categories if category.task]) >= 4
    assert len([category for category in categories if category.floor]) == 6
    assert len([category for category in categories if category.questions]) == 3
    assert {category.place_kind for category in categories} == set(PlaceKind)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_for_professionals_only_has_no_task(shipped: Path, name: str) -> None:
    def is_protected(category: Category) -> bool:
        return bool(category.floor or category.danger)

    assert not [c for c in load_for_triage(shipped / name).common.categories if is_protected(c) and c.task]


def test_what_does_not_say_counts_as_home(shipped: Path) -> None:
    worried = load_for_triage(shipped / "kluuvi").common.category("child_at_risk")
    assert worried is not None
    assert worried.place_kind is PlaceKind.HOME


def people(shipped: Path, name: str, role: Role) -> list[DemoPerson]:
    return [person for person in load_demo(shipped / name) if role in {held.role for held in person.roles}]


def test_the_demo_has_its_people(shipped: Path) -> None:
    assert len(people(shipped, "kluuvi", Role.HELPER)) == 40
    assert len(people(shipped, "kluuvi", Role.CASEWORKER)) == 6
    assert len(people(shipped, "kluuvi", Role.COORDINATOR)) == 1
    assert len(people(shipped, "kluuvi", Role.SAFEGUARDING_LEAD)) == 1


def able(pack: TriagePack, helpers: tuple[DemoPerson, ...], task: str, place: Place, radius_m: int) -> int:
    template = pack.tasks[task]
    return sum(
        distance_m(place, person.help.home) <= min(radius_m, person.help.radius_m)
        for person in helpers
        if person.help and template.capability in person.help.capabilities and person.help.tier >= template.tier
    )


def test_every_task_of_the_demo_finds_somebody_in_each_wave(shipped: Path) -> None:
    pack, helpers = load_for_triage(shipped / "kluuvi"), load_demo(shipped / "kluuvi")
    centre, asked = pack.common.neighbourhood.centre, 0
    for wave in pack.waves:
        asked += wave.helpers
        assert all(able(pack, helpers, task, centre, wave.radius_m) >= asked for task in pack.tasks)


def test_the_demo_can_be_tried_at_any_time(shipped: Path) -> None:
    pack = load_for_triage(shipped / "kluuvi")
    assert pack.limits.quiet_hours is None
    assert sum(wave.within.total_seconds() for wave in pack.waves) == 180
    always = [p for p in people(shipped, "kluuvi", Role.HELPER) if p.help and len(p.help.hours[0].days) == 7]
    assert len(always) >= 30


def test_demo_routes_go_everywhere(shipped: Path) -> None:
    assert {rule.then.route for rule in load_for_triage(shipped / "kluuvi").routing} == set(Route)


def test_san_diego_has_forty_names_and_a_rest(shipped: Path) -> None:
    pack = load_for_triage(shipped / "san-diego")
    assert len(pack.common.categories) == 41
    assert pack.common.category("rest") is not None
    assert set(pack.tasks) == {"graffiti_removal", "remove_spray_weeds"}
    assert pack.common.emergency[0].number == "911"


def test_san_diegos_five_thousand_helpers_are_the_same_every_time(shipped: Path) -> None:
    helpers = people(shipped, "san-diego", Role.HELPER)
    assert (
        len(helpers)
        == len({person.person_id for person in helpers})
        == len({person.email for person in helpers})
        == 5000
    )
    assert helpers == people(shipped, "san-diego", Role.HELPER)
    areas = load_for_intake(shipped / "san-diego").areas
    assert all(person.help and areas.contains(person.help.home) for person in helpers)


@pytest.mark.parametrize("name", NAMES)
def test_the_floor_is_the_same_everywhere(shipped: Path, name: str) -> None:
    pack = load_for_intake(shipped / name)
    assert {sign.code for sign in pack.common.floor_signs} >= FLOOR
    for language in pack.common.neighbourhood.languages:
        assert set(pack.signs.floor_words[language]) >= FLOOR
        assert set(pack.signs.danger_words[language]) == {sign.code for sign in pack.common.danger_signs}


def test_the_strict_pack_asks_every_kind_of_question(strict: Path) -> None:
    permit = load_for_intake(strict).common.category("permit")
    assert permit is not None
    assert {question.datatype for question in permit.questions} == set(Datatype)
    assert {question.required for question in permit.questions} == {True, False}
    assert not all(question.variable for question in permit.questions)


def test_the_policy_has_a_new_version_when_a_rule_changes_and_only_then(shipped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kluuvi"
    copy.mkdir()
    for file in ("categories.yaml", "triage.yaml", "intake.yaml", "areas.geojson"):
        (copy / file).write_text((shipped / "kluuvi" / file).read_text())
    before = load_for_triage(copy).policy_version
    assert before == load_for_triage(shipped / "kluuvi").policy_version
    rules = copy / "triage.yaml"
    rules.write_text(
        rules.read_text().replace("radius_m: 500", "radius_m: 600").replace("# The first rule", "# A first rule")
    )
    assert load_for_triage(copy).policy_version == before
    rules.write_text(rules.read_text().replace("hour: [22-7]", "hour: [21-7]"))
    assert load_for_triage(copy).policy_version != before
