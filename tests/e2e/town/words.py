"""The words on the pages in another language, so that one journey can be walked in each."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po

from deploy.local.layout import REPO

CATALOGUES = (REPO / "shared" / "web", *(REPO / "services" / name for name in ("intake", "triage", "notify")))
FIRST = "en"


def say(words: str, language: str, pack: Path) -> str:
    """What stands on the page in this language where it says `words` in English."""
    return words if language == FIRST else _dictionary(language, pack).get(words, words)


@cache
def _dictionary(language: str, pack: Path) -> Mapping[str, str]:
    return {**dict(_of_catalogues(language)), **dict(_of_pack(language, pack))}


def _of_catalogues(language: str) -> Iterator[tuple[str, str]]:
    for room in CATALOGUES:
        with (room / "locales" / language / "messages.po").open("rb") as file:
            yield from ((str(each.id), str(each.string)) for each in read_po(file, locale=language) if each.string)


def _of_pack(language: str, pack: Path) -> Iterator[tuple[str, str]]:
    for file in pack.glob("*.yaml"):
        yield from _pairs(yaml.safe_load(file.read_text(encoding="utf-8")), language)


def _pairs(said: Any, language: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- whatever YAML holds
    match said:
        case {"en": str(first)} if language in said:
            yield first, str(said[language])
        case dict():
            for inner in said.values():
                yield from _pairs(inner, language)
        case list():
            for inner in said:
                yield from _pairs(inner, language)
        case _:
            pass
