"""Whoever writes a pack is told every mistake at once, and where it is."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shared.pack import load_demo, load_for_intake, load_for_notify, load_for_triage

if TYPE_CHECKING:
    from tests.unit.pack.conftest import SpoiltPack

LOADERS: dict[str, Callable[[Path], object]] = {
    "areas.geojson": load_for_intake,
    "categories.yaml": load_for_intake,
    "demo.yaml": load_demo,
    "intake.yaml": load_for_intake,
    "notify.yaml": load_for_notify,
    "triage.yaml": load_for_triage,
}

# file, what is replaced, by what, and what is said; the line is that of the replacement
ON_THE_SPOT = [
    ("categories.yaml", "zone: Europe/Copenhagen", "zone: Europe/Nowhere", "Europe/Nowhere is no time zone"),
    ("categories.yaml", "name: {en: Strict, da: Streng}", "name: {en: Strict}", "lacks the language da"),
    ("categories.yaml", "{en: Strict, da: Streng}", "{en: Strict, da: S, fi: T}", "fi is no language of this pack"),
    ("categories.yaml", "{en: Strict, da: Streng}", '{en: Strict, da: " "}', "is empty or no text"),
    ("categories.yaml", "{en: Strict, da: Streng}", "Strict", "is not a list of languages with their words"),
    ("categories.yaml", "languages: [en, da]", "languages: [en, da, en]", "en stands twice"),
    ("categories.yaml", "{lat: 55.68, long: 12.565}", "{lat: 55, long: 12}", "lies in no area that the pack serves"),
    ("categories.yaml", '  - number: "112"', "  - number: call us", "is not a phone number"),
    ("categories.yaml", "code: litter", "code: Litter Bin", "is not a code (small letters, digits, underscores)"),
    ("categories.yaml", "code: litter", "code: street_light", "street_light stands twice"),
    ("categories.yaml", "group: street", "group: sea", "sea is no group of this pack"),
    ("categories.yaml", "place_kind: public", "place_kind: secret", "Must be one of: public, home."),
    ("categories.yaml", "floor: [hoarding]", "floor: [tidiness]", "tidiness is no floor sign of this pack"),
    ("categories.yaml", "    danger: [fire]", "    danger: [thirst]", "thirst is no danger sign of this pack"),
    ("categories.yaml", "datatype: number", "datatype: colour", "Must be one of"),
    (
        "categories.yaml",
        "{code: since, datatype: datetime",
        "{code: since, datatype: multivaluelist",
        "has choices if, and only",
    ),
    ("categories.yaml", "      when: at", "      when: noon", "noon is no question of this category that asks for"),
    ("categories.yaml", "variable: false", "variable: false, required: true", "text to read has no answer"),
    ("categories.yaml", "{code: since,", "{code: plate,", "plate stands twice"),
    ("categories.yaml", "icon: lamp", "icon: lamp\n    colour: red", "is nothing that is read here"),
    ("categories.yaml", "da: Ring først 112}", "da: [Ring}", "is not YAML"),
    (
        "categories.yaml",
        "{en: Call 112 first, da: Ring først 112}",
        "{en: &x Call, da: *x}",
        "aliases are not used in packs",
    ),
    ("categories.yaml", "    icon: lamp", "    icon: lamp\n    icon: tree", "icon: stands twice"),
    ("categories.yaml", "  sign_ins: 30 days", "  sign_ins: 6 days", "is too short: 7 days at least"),
    ("categories.yaml", "  sign_ins: 30 days", "  sign_ins: 30 working days", "cannot be counted in working time"),
    ("categories.yaml", "  sign_ins: 30 days", "  sign_ins: a while", "is not a length of time such as"),
    (
        "categories.yaml",
        "    shopping_help: {words: 30 days}",
        "    shoping: {words: 30 days}",
        "shoping is no category",
    ),
    (
        "categories.yaml",
        "    shopping_help: {words: 30 days}",
        "    shopping_help: {words: 1826 days}",
        "is longer than what is protected keeps its words",
    ),
    (
        "categories.yaml",
        "    shopping_help: {words: 30 days}",
        "    shopping_help: {words: 30 days, contact: 300 days}",
        "keeps contact for less time than the rest",
    ),
    ("triage.yaml", "confirm_within: 60 seconds", "confirm_within: 31 days", "is longer than categories.yaml keeps"),
    ("areas.geojson", '{"type": "Polygon"', '{"type": "Point"', "is no"),
    ("areas.geojson", '{"code": "south", ', '{"code": "north", ', "has no code of its own"),
    ("areas.geojson", "[12.58, 55.68], [12.58, 55.69]", "[12.58, 55.69], [12.58, 55.68]", "whose edges cross"),
    ("intake.yaml", "    fire: [fire, smell* * gas]", "    flood: [water]", "flood is no danger sign of this pack"),
    ("intake.yaml", "    fire: [fire, smell* * gas]", "    fire: smoke", "is not a list of words"),
    ("intake.yaml", "    fire: [fire, smell* * gas]", '    fire: ["*"]', "is not a phrase of words, *, |, ~ and ^"),
    ("intake.yaml", "    fire: [fire, smell* * gas]", '    fire: ["fi(re"]', "is not a phrase of words, *, |, ~ and ^"),
    ("intake.yaml", "  da: [fire]", "  da: [smoke]", "smoke is no phrase of another language"),
    ("intake.yaml", "version: strict_v1", "version: 1.0", "Not a valid string."),
    ("triage.yaml", "country: DK", "country: Denmark", "Denmark is no country whose holidays are known"),
    ("triage.yaml", "country: DK", "country: DK\n  subdivision: X", "X is no part of DK with holidays"),
    (
        "triage.yaml",
        '  hours: {mon-fri: "08:00-16:00"}',
        '  hours: {mon-fry: "08:00-16:00"}',
        "is not a day or a span of days",
    ),
    ("triage.yaml", '  hours: {mon-fri: "08:00-16:00"}', '  hours: {mon-fri: "8-16"}', "is not a span such as"),
    (
        "triage.yaml",
        '  hours: {mon-fri: "08:00-16:00"}',
        '  hours: {mon-fri: "22:00-06:00"}',
        "end on the day they began",
    ),
    ("triage.yaml", '  hours: {mon-fri: "08:00-16:00"}', "  hours: sometimes", 'is neither "always" nor hours by day'),
    (
        "triage.yaml",
        "{team: works, deadline: 2 working days}",
        "{team: sailors, deadline: 2 working days}",
        "sailors is no team",
    ),
    ("triage.yaml", "deadline: 2 working days", "deadline: soon", "is not a length of time such as"),
    ("triage.yaml", "  street_light: {", "  sea_light: {", "sea_light is no category of this pack"),
    ("triage.yaml", "category: [street_tree]", "category: [sea]", "sea can never be the category"),
    ("triage.yaml", 'consent: ["yes"]', "consent: [perhaps]", "perhaps can never be the consent"),
    ("triage.yaml", 'consent: ["yes"]', "hour: [8-25]", "hours run from 0 to 24"),
    ("triage.yaml", 'consent: ["yes"]', "mood: [good]", "mood is no fact that rules may ask about"),
    ("triage.yaml", 'consent: ["yes"]', "consent: yes", "is not a list of values"),
    ("triage.yaml", "reasons: [together]", "reasons: [whim]", "whim is no reason of this pack"),
    ("triage.yaml", "route: both", "route: nobody", "Must be one of: professional, neighbours, both."),
    ("triage.yaml", "  - code: neighbours\n", "  - code: shared\n", "shared stands twice"),
    ("triage.yaml", "capability: errands", "capability: flying", "flying is no capability of this pack"),
    ("triage.yaml", "tier: 3", "tier: 4", "Must be greater than or equal to 0 and less than or equal to 3."),
    ("triage.yaml", "within: 15 seconds", "within: 1 working hour", "cannot be counted in working time"),
    ("triage.yaml", "newcomer_share: 0.5", "newcomer_share: 2", "less than or equal to 1"),
    (
        "triage.yaml",
        "limits:",
        "passkey_from_tier: 4\nlimits:",
        "greater than or equal to 0 and less than or equal to 3",
    ),
    ("triage.yaml", 'quiet_hours: "22:00-07:00"', 'quiet_hours: "22:61-07:00"', "is not a span of one day"),
    ("notify.yaml", "address: nabo@strict.example", "address: nabo", "Not a valid email address."),
    ("notify.yaml", 'phone: "+45', 'quiet_hours: "22:00-07:00"\nphone: "+45', "is nothing that is read here"),
    ("notify.yaml", 'phone: "+45', 'unknown: {fax: leave}\nphone: "+45', "fax is no channel"),
    (
        "notify.yaml",
        'phone: "+45',
        'text_to: [DK, Mars]\nphone: "+45',
        "Mars is no country whose phone numbers are known",
    ),
    ("notify.yaml", "unverified: 3", "unverified: 0", "Must be greater than or equal to 1."),
    ("demo.yaml", "email: far@strict.example", "email: far@elsewhere.com", "is not at an example domain"),
    ("demo.yaml", "5e0a3bb0-62b2-4a0f-9d0e-0b1f5a1c0011", "5e0a3bb0-62b2-1a0f-9d0e-0b1f5a1c0011", "is no UUID 4"),
    ("demo.yaml", "role: coordinator", "role: king", "Must be one of"),
    ("demo.yaml", "languages: [da]", "languages: [fi]", "fi is no language of this pack"),
    ("demo.yaml", "      home: {lat: 55.6818", "      home: {lat: 1.6818", "lies in no area that the pack serves"),
]


# file, what is replaced, by what, what is said, and the line on which the section or thing begins that is not right
AS_A_WHOLE = [
    ("categories.yaml", "    icon: lamp\n", "", "categories[0].icon: is missing", "  - code: street_light"),
    ("categories.yaml", "  - {code: hate, name: {en: Hate, da: Had}}\n", "", "floor_signs: lacks hate", "floor_signs:"),
    (
        "categories.yaml",
        "place_kind: home\n    task",
        "floor: [hate]\n    task",
        "bears a sign",
        '    task:\n      title: {en: "Could you clear',
    ),
    ("areas.geojson", '"features"', '"places"', "has no areas", "{"),
    (
        "triage.yaml",
        "  hoarding: {team: care, deadline: 1 working day}\n",
        "",
        "lacks hoarding: nobody answers",
        "owners:",
    ),
    ("triage.yaml", "  - {code: care, ", "  - {code: works, ", "lacks care, which categories.yaml names", "teams:"),
    ("triage.yaml", "  - {category: tech_help, ", "  - {category: litter, ", "lacks tech_help", "tasks:"),
    (
        "triage.yaml",
        "- code: rest\n    then: {route: professional",
        "- code: rest\n    then: {route: both",
        "the last rule must",
        "  - code: rest",
    ),
    (
        "triage.yaml",
        '    when:\n      all: {category: [street_tree], consent: ["yes"]}\n',
        "",
        "the rules after it are never asked",
        "  - code: shared",
    ),
    ("triage.yaml", "all: {category: [street_tree], ", "all: {", "without naming categories with a task", "    when:"),
    (
        "triage.yaml",
        "category: [street_tree]",
        "category: [permit]",
        "permit has no task",
        "      all: {category: [permit]",
    ),
    (
        "triage.yaml",
        "litter: {team: works, deadline: 2 minutes}",
        "litter: {team: works, deadline: 45 seconds}",
        "asking neighbours takes 0:00:45",
        "    then: {route: neighbours",
    ),
    ("triage.yaml", "radius_m: 500", "radius: 500", "radius_m: is missing", "  - {helpers: 1"),
    (
        "triage.yaml",
        '  - {name: Kim, phone: "+45 33 00 01 10", hours: always}',
        "  []",
        "tasks send neighbours out",
        "on_call:",
    ),
    (
        "demo.yaml",
        "email: far@strict.example",
        "email: near@strict.example",
        "near@strict.example stands twice",
        "people:",
    ),
]


@pytest.mark.parametrize("file, old, new, said", ON_THE_SPOT, ids=lambda value: str(value)[:40])
def test_a_mistake_is_said_with_the_line_it_stands_on(
    pack: "SpoiltPack", file: str, old: str, new: str, said: str
) -> None:
    line = pack.change(file, old, new)
    last = line + new.count("\n")
    assert any(
        mistake.file == file and line <= mistake.line <= last and said in str(mistake)
        for mistake in pack.mistakes(LOADERS[file])
    ), [str(mistake) for mistake in pack.mistakes(LOADERS[file])]


@pytest.mark.parametrize("file, old, new, said, begins", AS_A_WHOLE, ids=lambda value: str(value)[:40])
def test_a_mistake_of_a_whole_is_said_where_it_begins(
    pack: "SpoiltPack", file: str, old: str, new: str, said: str, begins: str
) -> None:
    pack.change(file, old, new)
    line = pack.line(file, begins)
    found = pack.mistakes(LOADERS[file])
    assert any((m.file, m.line) == (file, line) and said in str(m) for m in found), [line, *map(str, found)]


def test_all_mistakes_of_all_files_are_said_at_once(pack: "SpoiltPack") -> None:
    lines = [
        ("areas.geojson", pack.change("areas.geojson", '{"code": "south", ', "{")),
        ("categories.yaml", pack.change("categories.yaml", "group: help", "group: sea")),
        ("categories.yaml", pack.change("categories.yaml", "floor: [hoarding]", "floor: [tidiness]")),
        ("intake.yaml", pack.change("intake.yaml", "    fire: [fire, smell* * gas]", "    fire: smoke")),
        ("triage.yaml", pack.change("triage.yaml", "deadline: 2 working days", "deadline: soon")),
        ("triage.yaml", pack.change("triage.yaml", "reasons: [needs_team]", "reasons: [whim]")),
        ("triage.yaml", pack.change("triage.yaml", "tier: 3", "tier: 9")),
    ]
    assert [(mistake.file, mistake.line) for mistake in pack.mistakes(load_for_triage)] == sorted(lines)


def test_a_service_is_not_stopped_by_the_file_of_another(pack: "SpoiltPack") -> None:
    pack.write("triage.yaml", "nonsense: true")
    pack.write("demo.yaml", "people: 1")
    assert load_for_intake(pack.folder).name == "strict"
    assert load_for_notify(pack.folder).name == "strict"


@pytest.mark.parametrize("text", ["[1, 2]", "{", "a: b: c", "\x00", "nonsense: 1"])
@pytest.mark.parametrize("file", list(LOADERS))
def test_a_file_that_is_no_pack_is_refused(pack: "SpoiltPack", file: str, text: str) -> None:
    pack.write(file, text)
    assert any(mistake.file == file for mistake in pack.mistakes(LOADERS[file]))


@pytest.mark.parametrize("file", [file for file in LOADERS if file != "demo.yaml"])
def test_an_empty_file_is_refused(pack: "SpoiltPack", file: str) -> None:
    pack.write(file, "# nothing yet")
    assert {mistake.file for mistake in pack.mistakes(LOADERS[file])} == {file}


def test_a_pack_without_a_demo_has_nobody(pack: "SpoiltPack") -> None:
    (pack.folder / "demo.yaml").unlink()
    assert load_demo(pack.folder) == ()


@pytest.mark.parametrize("file", [file for file in LOADERS if file != "demo.yaml"])
def test_a_file_that_is_missing_is_said(pack: "SpoiltPack", file: str) -> None:
    (pack.folder / file).unlink()
    found = pack.mistakes(LOADERS[file])
    assert [mistake.file for mistake in found] == [file]
    assert "cannot be read" in found[0].message


def test_without_the_shared_part_its_codes_are_not_called_unknown_one_by_one(pack: "SpoiltPack") -> None:
    pack.change("categories.yaml", "neighbourhood:", "neighbourhood: {")
    assert {mistake.file for mistake in pack.mistakes(load_for_triage)} == {"categories.yaml"}


def test_no_and_times_mean_what_they_say(pack: "SpoiltPack") -> None:
    pack.change("demo.yaml", 'start: "00:00", end: "24:00"', "start: 08:00, end: 16:00")
    pack.change("categories.yaml", "{en: Strict, da: Streng}", "{en: no, da: on}")
    loaded, people = load_for_notify(pack.folder), load_demo(pack.folder)
    hours = next(person.help.hours[0] for person in people if person.help)
    assert (hours.start.hour, hours.end.hour) == (8, 16)
    assert (loaded.common.neighbourhood.name.say("en"), loaded.common.neighbourhood.name.say("da")) == ("no", "on")
