"""A pack that promises a language in which nobody can be written to keeps notify from starting."""

import shutil
from pathlib import Path

import pytest

from services.notify.adapters.letter_languages import check_languages
from services.notify.bootstrap.by_the_pack import LOCALES
from shared.pack import PackMistakesError

FILE = Path("deploy/neighbourhoods/kluuvi/categories.yaml")


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALES, tmp_path / "locales"))


def test_what_is_shipped_has_every_message_in_every_language(locales: Path) -> None:
    check_languages(FILE, locales, ("en", "da"))


def test_a_language_without_any_message_is_named_with_its_line(locales: Path) -> None:
    with pytest.raises(PackMistakesError) as found:
        check_languages(FILE, locales, ("en", "sv"))
    (mistake,) = map(str, found.value.mistakes)
    assert mistake.startswith("categories.yaml:6: neighbourhood.languages: ")
    assert "templates of messages are missing in sv, the first is accepted/helper.mail.j2" in mistake


def test_a_single_message_without_words_is_named(locales: Path) -> None:
    (locales / "da" / "messages" / "routed" / "reporter.mail.j2").unlink()
    with pytest.raises(PackMistakesError, match=r"1 of \d+ templates .* in da, the first is routed/reporter\.mail\.j2"):
        check_languages(FILE, locales, ("en", "da"))
