"""Reads plain data in one step where all is as usual. It never says what is wrong: marshmallow does, asked again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any

import marshmallow
from marshmallow import fields

Step = Callable[[Any], Any]
AnyField = fields.Field[Any]


class Unusual(Exception):
    """Not as plain as most; marshmallow shall look at it."""


def reader(named: Mapping[str, AnyField], *, is_closed: bool) -> Step:
    """What turns a dict into the arguments of a dataclass; those that are not there are left to its defaults.

    is_closed: further keys are unusual. Raises in use: Unusual.
    """
    steps = [(name, field.required, _or_none(field)) for name, field in named.items()]

    def read(data: object) -> dict[str, Any]:
        if type(data) is not dict:
            raise Unusual
        try:
            found = {name: step(data[name]) for name, is_required, step in steps if is_required or name in data}
        except (LookupError, ValueError, marshmallow.ValidationError) as error:
            raise Unusual from error
        if is_closed and len(found) < len(data):
            raise Unusual
        return found

    return read


def _or_none(field: AnyField) -> Step:
    step = _step(field)
    if field.allow_none:
        return lambda value: None if value is None else step(value)
    return step


def _step(field: AnyField) -> Step:
    """How a value is read that is not None. Raises in use: Unusual, LookupError, ValueError, ValidationError."""
    if field.validators or field.pre_load or field.post_load:
        return field.deserialize
    return _SIMPLE.get(type(field)) or _composed(field)


def _composed(field: AnyField) -> Step:
    match field:
        case fields.AwareDateTime(format=None | "iso", default_timezone=None):
            return _instant
        case fields.Enum(by_value=True, field=fields.Raw()):
            return _member({member.value: member for member in field.enum})
        case fields.Nested(many=False, unknown=None):
            return field.schema.load
        case fields.List(inner=inner):
            return _each(_or_none(inner))
        case fields.Dict(key_field=fields.String() as key_field, value_field=fields.Field() as value_field):
            return _each_value(_step(key_field), _or_none(value_field))
        case _:
            return field.deserialize


def _only(kind: type) -> Step:
    def step(value: object) -> object:
        if type(value) is not kind:
            raise Unusual
        return value

    return step


def _finite(value: object) -> float:
    if type(value) is not float or not isfinite(value):
        raise Unusual
    return value


def _instant(value: object) -> datetime:
    if type(value) is not str:
        raise Unusual
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise Unusual
    return instant


def _member(members: Mapping[Any, object]) -> Step:
    def step(value: object) -> object:
        if type(value) is not str:
            raise Unusual
        return members[value]

    return step


def _each(step: Step) -> Step:
    is_list = _only(list)
    return lambda values: [step(value) for value in is_list(values)]


def _each_value(key_step: Step, step: Step) -> Step:
    is_dict = _only(dict)
    return lambda values: {key_step(key): step(value) for key, value in is_dict(values).items()}


_SIMPLE: Mapping[type, Step] = {
    fields.String: _only(str),
    fields.Boolean: _only(bool),
    fields.Integer: _only(int),
    fields.Float: _finite,
}
