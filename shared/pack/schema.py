"""Loads plain values into a pack's dataclasses with marshmallow, and keeps the sections without mistakes apart."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Generic, TypeVar, cast

from marshmallow import Schema, ValidationError
from marshmallow_dataclass import class_schema

from shared.events.nesting import settled
from shared.pack.fields import TextsField
from shared.pack.mistakes import Mistake, Path
from shared.pack.rules import When
from shared.pack.time_fields import TIMES
from shared.pack.values import Texts
from shared.pack.when_field import WhenField
from shared.pack.yaml_source import Document, Plain

Shape = TypeVar("Shape")
# Marshmallow's own sentences, in the voice of the other mistakes.
_SAID = {"Missing data for required field.": "is missing", "Unknown field.": "is nothing that is read here"}


class PackSchema(Schema):
    """Teaches marshmallow the pack's own values."""

    TYPE_MAPPING = {**TIMES, Texts: TextsField, When: WhenField}  # noqa: RUF012  # marshmallow's own way to say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Generic[Shape]):
    """A file's dataclass when all of it is well, and its sections that are well in any case."""

    whole: Shape | None
    sections: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]


def _whole(data: Plain, shape: type[Shape]) -> Shape:
    loaded = _schema(cast("Hashable", shape)).load(data if isinstance(data, dict) else {})
    return cast("Shape", loaded)


@cache
def _schema(shape: Hashable) -> Schema:
    return settled(class_schema(cast("type", shape), base_schema=PackSchema))()


def load(document: Document, shape: type[Shape]) -> Loaded[Shape]:
    """Load a document; to be called while `Checking` holds the pack's codes."""
    if document.mistakes and document.data is None:
        return Loaded(whole=None, sections={}, mistakes=tuple(document.mistakes))
    if not isinstance(document.data, dict | None):
        return Loaded(whole=None, sections={}, mistakes=(document.mistake((), "has no sections with names"),))
    try:
        whole: Shape = _whole(document.data, shape)
    except ValidationError as error:
        found = tuple(document.mistake(path, _said(message)) for path, message in flat(error.messages, document))
        return Loaded(whole=None, sections=_well(error), mistakes=(*document.mistakes, *found))
    sections = {field.name: getattr(whole, field.name) for field in fields(shape)}  # type: ignore[arg-type]
    return Loaded(whole=whole, sections=sections, mistakes=tuple(document.mistakes))


def flat(messages: object, document: Document, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Spread marshmallow's nested messages; its steps "key" and "value" into mappings are no steps of the file."""
    if isinstance(messages, Mapping):
        for step, inner in messages.items():
            invented = step in {"key", "value", "_schema"} and (*path, step) not in document.lines
            yield from flat(inner, document, path if invented else (*path, step))
    elif isinstance(messages, list):
        for message in messages:
            yield path, str(message)
    else:
        yield path, str(messages)


def _well(error: ValidationError) -> Mapping[str, Any]:
    valid = error.valid_data if isinstance(error.valid_data, dict) else {}
    wrong = error.messages if isinstance(error.messages, dict) else {}
    return {name: value for name, value in valid.items() if name not in wrong}


def _said(message: str) -> str:
    return _SAID.get(message, message)
