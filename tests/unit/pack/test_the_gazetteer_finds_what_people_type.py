"""Addresses are found as people type them, and places get the address people would say."""

import json
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from shared.events.place import Place
from shared.pack import Gazetteer, load_gazetteer
from shared.pack.gazetteer import Address

HERE = Place(lat=60.17, long=24.94)


def at(number: int) -> Place:
    """A place so many hundred metres north."""
    return Place(lat=60.17 + number * 0.0009, long=24.94)


GAZETTEER = Gazetteer(
    (
        Address(text="Säästöpankinranta 6", place=at(1)),
        Address(text="Mannerheimintie 14 B", place=at(2)),
        Address(text="Mannerheimintie 14", place=at(3)),
        Address(text="Uudenmaankatu 1-5", place=at(4)),
        Address(text="Nørregade 7a", place=at(5)),
        Address(text="Yrjönkatu 21a", place=at(6)),
    ),
    "© the people who drew the map",
)


@pytest.mark.parametrize(
    "typed, found",
    [
        ("Säästöpankinranta 6", 1),
        ("säästöpankinranta 6", 1),
        ("SAASTOPANKINRANTA 6", 1),
        ("  Säästöpankinranta   6 , 00530 Helsinki", 1),
        ("Säästöpankinranta 6 A 12", 1),
        ("Säästöpankinranta 6 as. 3", 1),
        ("Mannerheimintie 14 B", 2),
        ("mannerheimintie 14b", 2),
        ("Mannerheimintie 14", 3),
        ("Mannerheimintie 14 C", 3),
        ("Uudenmaankatu 1-5", 4),
        ("Uudenmaankatu 1 - 5", 4),
        ("Uudenmaankatu 3", 4),
        ("Norregade 7 A", 5),
        ("Nørregade 7a", 5),
        ("Yrjönkatu 21", 6),
    ],
)
def test_an_address_is_found_however_it_is_typed(typed: str, found: int) -> None:
    assert GAZETTEER.place_of(typed) == at(found)


@pytest.mark.parametrize(
    "typed", ["", "6", "Säästöpankinranta", "Säästöpankinranta 7", "Uudenmaankatu 2", "x" * 4000, "٣ ٣", "-"]
)
def test_what_is_not_there_is_not_guessed(typed: str) -> None:
    assert GAZETTEER.place_of(typed) is None


def test_the_nearest_address_is_named_unless_it_is_far() -> None:
    nearby = GAZETTEER.nearest(Place(lat=at(2).lat + 0.0001, long=24.94))
    assert nearby is not None
    assert nearby.text == "Mannerheimintie 14 B"
    assert GAZETTEER.nearest(Place(lat=61.0, long=24.94)) is None
    assert GAZETTEER.nearest(HERE, within_m=50) is None


def test_without_a_gazetteer_nothing_is_found_and_nothing_breaks(tmp_path: Path) -> None:
    for empty in (load_gazetteer(None, "strict"), load_gazetteer(tmp_path, "strict")):
        assert empty.place_of("Mannerheimintie 14") is None
        assert empty.nearest(HERE) is None


def test_operators_are_told_that_no_address_can_be_found(tmp_path: Path) -> None:
    with capture_logs() as said:
        load_gazetteer(tmp_path, "strict")
    assert said == [
        {"event": "gazetteer_missing", "log_level": "warning", "pack": "strict", "folder": str(tmp_path)},
    ]


def test_a_gazetteer_is_read_from_its_file(tmp_path: Path) -> None:
    built = {"attribution": "© those", "addresses": [["Street 1", 60.17, 24.94]]}
    (tmp_path / "strict.json").write_text(json.dumps(built))
    read = load_gazetteer(tmp_path, "strict")
    assert (read.attribution, read.place_of("street 1")) == ("© those", HERE)
