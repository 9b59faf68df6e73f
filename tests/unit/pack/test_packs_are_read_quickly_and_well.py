"""The quick reading of a pack finds what the thorough one finds, down to the lines."""

from pathlib import Path

import pytest

from shared.pack.yaml_source import read_document

REPOSITORY = Path(__file__).parents[3]
FILES = [
    file
    for folder in ("deploy/neighbourhoods", "tests/packs")
    for file in sorted((REPOSITORY / folder).glob("*/*"))
    if file.suffix in {".yaml", ".geojson"}
]

CALLS_FOR_CARE = "\n# *this* might be an alias\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_both_ways_of_reading_agree(file: Path, tmp_path: Path) -> None:
    (tmp_path / file.name).write_text(file.read_text() + CALLS_FOR_CARE)
    assert read_document(file) == read_document(tmp_path / file.name)


@pytest.mark.parametrize("alias", ["a: &x 1\nb: *x", "a: &x 1\nb: [1,*x]", "a: &x {b: 1}\nc: {d:  *x}", "- &x 1\n- *x"])
def test_an_alias_is_refused_wherever_it_stands(tmp_path: Path, alias: str) -> None:
    (tmp_path / "some.yaml").write_text(alias)
    [mistake] = read_document(tmp_path / "some.yaml").mistakes
    assert "aliases are not used in packs" in mistake.message
    assert mistake.line == alias.count("\n") + 1


def test_an_asterisk_in_words_is_no_alias(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text('- fell * not answer*\n- "*brand"\n- a *star* of words\n')
    assert read_document(tmp_path / "some.yaml").data == ["fell * not answer*", "*brand", "a *star* of words"]
