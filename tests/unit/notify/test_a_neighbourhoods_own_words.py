"""A mistake in a neighbourhood's own words for messages is said when notify starts, not by a mail that never came."""

from pathlib import Path
from shutil import copytree
from zoneinfo import ZoneInfo

import pytest

from services.notify.adapters.letter_overrides import check_overrides
from services.notify.adapters.letter_templates import LetterTemplates
from services.notify.adapters.letter_words import HUSHED_NAMES, NAMES, Speaker, Wording
from shared.pack import PackMistakesError, load_for_notify
from shared.web.catalogues import words
from shared.web.phrases import Phrases
from tests.factories.notify import NOON, delivery, matter, reader

REPO = Path(__file__).parents[3]
LOCALES = REPO / "services/notify/locales"
STRICT = REPO / "tests/packs/strict"
ROUTED = "routed/reporter.mail"
GOOD = "{% block subject %}S{% endblock %}{% block text %}{{ team }}{% endblock %}{% block button %}B{% endblock %}"


def said(tmp_path: Path, text: str, *, name: str = ROUTED, english: str = GOOD) -> list[str]:
    """What is wrong with a pack that says this in Danish."""
    folder = copytree(STRICT, tmp_path / "strict")
    file = folder / "notify.yaml"
    line = len(file.read_text().splitlines()) + 4
    file.write_text(file.read_text() + f"overrides:\n  {name}:\n    en: '{english}'\n    da: '{text}'\n")
    try:
        check_overrides(file, LOCALES, load_for_notify(folder).overrides)
    except PackMistakesError as wrong:
        return [str(each).removeprefix(f"notify.yaml:{line}: overrides.{name}.da: ") for each in wrong.mistakes]
    return []


SHIPPED = [file.parent for file in sorted((REPO / "deploy/neighbourhoods").glob("*/notify.yaml"))]


@pytest.mark.parametrize("folder", [STRICT, *SHIPPED], ids=lambda each: each.name)
def test_what_is_shipped_is_whole(folder: Path) -> None:
    check_overrides(folder / "notify.yaml", LOCALES, load_for_notify(folder).overrides)


def test_words_that_name_what_the_message_has_are_good(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD.replace("team", "is_urgent and route or thing")) == []


@pytest.mark.parametrize(
    "text, wrong",
    [
        (GOOD.replace("team", "teem"), "names teem, which this message does not have"),
        (GOOD.replace("team", "code"), "names code, which this message does not have"),
        (GOOD.replace("block button", "block buton"), "has no block named button"),
        (GOOD.replace("{{ team", "{{ team | shout"), "is no template: No filter named"),
        (GOOD.replace("}}", ""), "is no template: "),
    ],
    ids=["a_misspelt_name", "a_name_of_another_message", "a_missing_part", "an_unknown_filter", "an_open_brace"],
)
def test_a_mistake_in_own_words_is_said_with_its_line(tmp_path: Path, text: str, wrong: str) -> None:
    (told,) = said(tmp_path, text)
    assert told.startswith(wrong)


@pytest.mark.parametrize("name", ["routd/reporter.mail", "routed/reporter.sms", "routed/reporter", "closing"])
def test_words_for_a_message_that_is_never_sent_are_a_mistake(name: str) -> None:
    with pytest.raises(PackMistakesError, match="is no message that is sent here"):
        check_overrides(STRICT / "notify.yaml", LOCALES, {name: load_for_notify(STRICT).footer})


@pytest.mark.parametrize("name", ["hushed/reporter.mail", "another_team/caseworker.mail"])
def test_a_hushed_message_has_no_names_of_the_matter_R14(tmp_path: Path, name: str) -> None:
    hushed = GOOD.replace("team", "reference")
    told = said(tmp_path, GOOD, name=name, english=hushed)
    assert told == ["names team, which this message does not have"]


@pytest.mark.parametrize("hushed, names", [(True, HUSHED_NAMES), (False, NAMES)])
def test_the_names_that_are_promised_are_those_that_are_filled_in(*, hushed: bool, names: frozenset[str]) -> None:
    phrases = Phrases(language="en", words=words("en", ()), zone=ZoneInfo("UTC"), now=NOON)
    codes = LetterTemplates(LOCALES, "en", {}).codes
    speaker = Speaker(pack=load_for_notify(STRICT), phrases=phrases, codes=codes, language="en")
    wording = Wording(delivery=delivery(), opened={}, matter=matter(), reader=reader(), names={})
    assert speaker.values(wording, hushed=hushed).keys() == names
