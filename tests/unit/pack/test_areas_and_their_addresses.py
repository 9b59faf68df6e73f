"""A pack serves its polygons and nothing else, and its addresses come from a map that a package carries."""

import json
import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.neighbourhoods.__main__ import main
from deploy.neighbourhoods.gazetteers import build_gazetteer
from shared.events.place import Place
from shared.pack import PackMistakesError, load_areas, load_gazetteer


def test_a_place_lies_in_an_area_or_in_none(strict: Path) -> None:
    areas = load_areas(strict)
    assert areas.area_of(Place(lat=55.685, long=12.565)) == "north"
    assert areas.area_of(Place(lat=55.675, long=12.565)) == "south"
    assert areas.area_of(Place(lat=55.68, long=12.565)) == "north"  # the line between them has one owner
    assert areas.area_of(Place(lat=55.695, long=12.565)) is None
    assert not areas.contains(Place(lat=0, long=0))
    assert not areas.contains(Place(lat=float("nan"), long=12.565))
    assert areas.bounds == (12.55, 55.67, 12.58, 55.69)


def test_an_area_may_have_a_hole(tmp_path: Path) -> None:
    square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
    feature = {"properties": {"code": "ring"}, "geometry": {"type": "Polygon", "coordinates": [square, hole]}}
    (tmp_path / "areas.geojson").write_text(json.dumps({"features": [feature]}))
    areas = load_areas(tmp_path)
    assert areas.contains(Place(lat=1, long=1))
    assert not areas.contains(Place(lat=5, long=5))


def test_areas_alone_say_their_mistakes_too(tmp_path: Path) -> None:
    with pytest.raises(PackMistakesError, match="cannot be read"):
        load_areas(tmp_path)


def test_the_demos_addresses_come_from_the_installed_map(tmp_path: Path) -> None:
    built = CliRunner().invoke(main, ["build", "--into", str(tmp_path / "new" / "gazetteers")])
    assert built.exit_code == 0, built.output
    gazetteer = load_gazetteer(tmp_path / "new" / "gazetteers", "kluuvi")
    assert len(gazetteer.addresses) > 500
    assert gazetteer.attribution == "© OpenStreetMap contributors"
    found = gazetteer.place_of("fabianinkatu 33")
    assert found is not None
    nearest = gazetteer.nearest(found)
    assert nearest is not None
    assert nearest.text == "Fabianinkatu 33"


def test_a_map_of_another_place_is_told(tmp_path: Path, strict: Path) -> None:
    """As with a folder that was copied for a place elsewhere."""
    pack = Path(shutil.copytree(strict, tmp_path / "elsewhere"))
    shutil.copy("deploy/neighbourhoods/kluuvi/gazetteer.yaml", pack)
    built = CliRunner().invoke(main, ["build", "--packs", str(tmp_path), "--into", str(tmp_path / "made")])
    assert built.exit_code == 0, built.output
    assert built.output.startswith("elsewhere: 0 addresses; its map knows none inside areas.geojson")


def test_a_map_that_is_not_installed_is_named(tmp_path: Path, strict: Path) -> None:
    pack = tmp_path / "nowhere"
    pack.mkdir()
    (pack / "areas.geojson").write_text((strict / "areas.geojson").read_text())
    (pack / "gazetteer.yaml").write_text("package: no-such-map\nfile: map.osm.pbf\nattribution: nobody\n")
    with pytest.raises(PackageNotFoundError, match="no-such-map"):
        build_gazetteer(pack, tmp_path)
