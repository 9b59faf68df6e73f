"""Whatever people read stands in every catalogue, in every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

REPO = Path(__file__).parents[2]
LANGUAGES = ("da",)
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**.j2", "jinja2")]
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {
    "_": None,
    "_say": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def rooms() -> list[Path]:
    services = [room for room in (REPO / "services").iterdir() if (room / "locales").is_dir()]
    return [REPO / "shared" / "web", *sorted(services)]


def said_in(room: Path) -> Iterator[tuple[str, str]]:
    """Every text of the room with the place where it is said."""
    found = extract_from_dir(room, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for file, line, message, _comments, _context in found:
        yield (message[0] if isinstance(message, tuple) else message), f"{file}:{line}"


def catalogue(room: Path, language: str) -> Catalog:
    file = room / "locales" / language / "messages.po"
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def shared_words(language: str) -> set[str]:
    return translated(catalogue(REPO / "shared" / "web", language))


def translated(words: Catalog) -> set[str]:
    done = (one for one in words if one.id and one.string and not one.fuzzy)
    return {one.id if isinstance(one.id, str) else one.id[0] for one in done}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_word_is_translated(room: Path, language: str) -> None:
    known = shared_words(language) | translated(catalogue(room, language))
    missing = {text: place for text, place in said_in(room) if text not in known}
    assert not missing, f"say it in {room.relative_to(REPO)}/locales/{language}/messages.po"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_no_word_is_translated_that_nobody_says(room: Path, language: str) -> None:
    unsaid = translated(catalogue(room, language)) - {text for text, _place in said_in(room)}
    assert not unsaid, f"take it out of {room.relative_to(REPO)}/locales/{language}/messages.po"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_translations_name_the_same_things_as_their_originals(room: Path, language: str) -> None:
    wrong = [(one.id, str(error)) for one, errors in catalogue(room, language).check() for error in errors]
    assert not wrong
