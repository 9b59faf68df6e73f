"""Writes dataclasses as plain data in one step, as their marshmallow schema would field by field."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from marshmallow import fields
from marshmallow.utils import ensure_text_type

Step = Callable[[Any], Any]
AnyField = fields.Field[Any]


def _as_it_is(value: object) -> object:
    return value


_SIMPLE: Mapping[type, Step] = {
    fields.String: ensure_text_type,
    fields.Boolean: _as_it_is,
    fields.Integer: int,
    fields.Float: float,
}


def writer(named: Mapping[str, AnyField]) -> Step:
    """What turns an object with these fields as attributes into a dict. Raises in use: AttributeError if one lacks."""
    steps = [(name, attrgetter(name), _step(name, field)) for name, field in named.items()]
    return lambda obj: {name: None if (value := get(obj)) is None else step(value) for name, get, step in steps}


def _step(name: str, field: AnyField) -> Step:
    """How a value that is not None is written."""
    if type(field) in _SIMPLE and not getattr(field, "as_string", False):
        return _SIMPLE[type(field)]
    match field:
        case fields.Enum(by_value=True, field=fields.Raw()):
            return attrgetter("value")
        case fields.Nested(many=False):
            return field.schema.dump
        case fields.List(inner=inner):
            return _each(_step(name, inner))
        case fields.Dict(key_field=fields.String(), value_field=fields.Field() as value_field):
            return _each_value(_step(name, value_field))
        case _:
            return lambda value: field._serialize(value, name, None)  # noqa: SLF001 - what marshmallow itself calls


def _each(step: Step) -> Step:
    return lambda values: [None if value is None else step(value) for value in values]


def _each_value(step: Step) -> Step:
    return lambda values: {
        ensure_text_type(key): None if value is None else step(value) for key, value in values.items()
    }
