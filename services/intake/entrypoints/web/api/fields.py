"""Fields that take a value of exactly their type: programs that mean a number do not send words."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeGuard, cast

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields


class Words(fields.String):
    """A string, and nothing that could be made into one."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("Write this in words."))
        return value


class YesOrNo(fields.Boolean):
    """true or false."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(_("This is true or false."))
        return value


def _is_number(value: object) -> TypeGuard[int | float]:
    """A whole number may be longer than any float."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, float) and math.isfinite(value)
    )


class Degrees(fields.Float):
    """A number of degrees, from -most to most."""

    def __init__(self, *, most: float, required: bool = False) -> None:
        super().__init__(required=required, metadata={"minimum": -most, "maximum": most})
        self._most = most

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> float:
        if not _is_number(value):
            raise ValidationError(_("Write this as a number."))
        if abs(value) > self._most:
            raise ValidationError(_("There is no such place on earth."))
        return float(value)


class Instant(fields.DateTime):
    """An instant (ISO 8601) with its offset from UTC."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> datetime:
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
            if found is not None and found.tzinfo is not None:
                return found.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(_("An instant looks like 2026-05-27T14:30:00+03:00."))


class Whole(Schema):
    """An object that is read as a `Part`; what holds between its fields is said by `check`."""

    def check(self, read: Mapping[str, Any]) -> None:
        """Raises: ValidationError."""


class Part(fields.Nested):
    """An object within the request, read field by field: a schema's hooks would cost more than the reading."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError(_("This is an object with names and values."))
        read: dict[str, Any] = {}
        wrong: dict[str, Any] = {}
        for name, inner in value.items():
            try:
                read[name] = self._field(name).deserialize(inner, name, value)
            except ValidationError as error:
                wrong[name] = error.messages
        if wrong:
            raise ValidationError(wrong)
        self._whole.check(read)
        return read

    def _field(self, name: str) -> fields.Field[Any]:
        known = self._whole.fields
        if name not in known:
            raise ValidationError(_("Nobody reads this here; is it misspelled?"))
        return known[name]

    @cached_property
    def _whole(self) -> Whole:
        return cast("Whole", self.schema)


class Answers(fields.Dict):
    """Question → answer: a string, a number, or a list of strings where several may be chosen."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise ValidationError(_("This is an object: question, answer."))
        return {str(code): _answer(answer) for code, answer in value.items()}


def _answer(answer: object) -> str:
    match answer:
        case str():
            return answer
        case list() if all(isinstance(each, str) for each in answer):
            return ",".join(answer)
        case int() | float() if not isinstance(answer, bool):
            return str(answer)
        case _:
            raise ValidationError(_("An answer is words, a number, or a list of words."))
