"""Looks whether every message has words in every language of the pack, before somebody waits for one in vain."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from shared.pack.mistakes import PackMistakesError
from shared.pack.yaml_source import read_document

_LANGUAGES = ("neighbourhood", "languages")


def check_languages(file: Path, folder: Path, languages: Sequence[str]) -> None:
    """file: the pack's categories.yaml. folder: of our locales.

    Raises: PackMistakesError with every language that lacks templates.
    """
    document = read_document(file)
    mistakes = [document.mistake(_LANGUAGES, wrong) for wrong in _wrong(folder, languages)]
    if mistakes:
        raise PackMistakesError(mistakes)


def _wrong(folder: Path, languages: Sequence[str]) -> Iterator[str]:
    ours = {language: _templates(folder / language / "messages") for language in _spoken(folder)}
    every = frozenset[str]().union(*ours.values())
    for language in languages:
        missing = sorted(every - ours.get(language, frozenset()))
        if missing:
            count = f"{len(missing)} of {len(every)} templates of messages"
            yield f"{count} are missing in {language}, the first is {missing[0]}"


def _spoken(folder: Path) -> Iterator[str]:
    return (each.name for each in folder.iterdir() if each.is_dir())


def _templates(folder: Path) -> frozenset[str]:
    return frozenset(str(file.relative_to(folder)) for file in folder.rglob("*.j2"))
