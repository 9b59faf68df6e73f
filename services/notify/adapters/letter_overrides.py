"""Looks at a neighbourhood's own words for messages before the first is sent: what is wrong with them is the pack's."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from services.notify.adapters.letter_templates import CHANNEL, ENDING, PARTS, environment_of
from services.notify.adapters.letter_words import HUSHED_NAMES, NAMES
from services.notify.domain.sending import ANOTHER_TEAM, HUSHED
from shared.pack.mistakes import PackMistakesError
from shared.pack.values import Texts
from shared.pack.yaml_source import read_document

_OVERRIDES = "overrides"


def check_overrides(file: Path, folder: Path, overrides: Mapping[str, Texts]) -> None:
    """file: the pack's notify.yaml. folder: of our locales. What only the facts of one message show is found later.

    Raises: PackMistakesError with every mistake.
    """
    document = read_document(file)
    mistakes = [
        document.mistake((_OVERRIDES, name, language), wrong)
        for name, texts in overrides.items()
        for language, text in texts.words.items()
        for wrong in _wrong(environment_of(folder, language), name, text)
    ]
    if mistakes:
        raise PackMistakesError(mistakes)


def _wrong(environment: Environment, name: str, text: str) -> Iterator[str]:
    ours = _ours(environment, name)
    if ours is None:
        yield "is no message that is sent here"
        return
    try:
        blocks, named = _parts(environment, text)
    except TemplateError as error:
        line = f" (line {error.lineno} of the template)" if isinstance(error, TemplateSyntaxError) else ""
        yield f"is no template: {error.message}{line}"
        return
    yield from (f"has no block named {part}" for part in PARTS if part not in blocks)
    always = HUSHED_NAMES if name.partition("/")[0] in {HUSHED, ANOTHER_TEAM} else NAMES
    known = find_undeclared_variables(environment.parse(ours)) | always
    yield from (f"names {each}, which this message does not have" for each in sorted(named - known))


def _ours(environment: Environment, name: str) -> str | None:
    """The words that it replaces."""
    if environment.loader is None or not name.endswith(CHANNEL):
        return None
    try:
        return environment.loader.get_source(environment, f"{name.removesuffix(CHANNEL)}.{ENDING}")[0]
    except TemplateNotFound:
        return None


def _parts(environment: Environment, text: str) -> tuple[Collection[str], set[str]]:
    """Its blocks, and what it names. Raises: TemplateError."""
    return environment.from_string(text).blocks.keys(), find_undeclared_variables(environment.parse(text))
