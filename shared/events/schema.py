"""The marshmallow schemas of dataclasses: of events, of public states, and of the states that aggregates keep."""

from datetime import datetime
from functools import cache
from typing import Any, Literal

import marshmallow
from marshmallow_dataclass import class_schema

Unknown = Literal["raise", "exclude"]


class Instant(marshmallow.fields.AwareDateTime):
    """An aware instant as ISO 8601; a naive one is refused in both directions."""

    def _serialize(
        self, value: datetime | None, attr: str | None, obj: object, **options: object
    ) -> str | float | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{attr} has no time zone")
        return super()._serialize(value, attr, obj, **options)


class Closed(marshmallow.Schema):
    """For writers: nothing may be said that the type does not name, at any depth."""

    TYPE_MAPPING = {datetime: Instant}  # noqa: RUF012 -- so marshmallow declares it.

    class Meta:
        unknown = marshmallow.RAISE


class Open(Closed):
    """For readers: fields from the future are overlooked, at any depth."""

    class Meta:
        unknown = marshmallow.EXCLUDE


def schema(form: type, *, unknown: Unknown = "raise") -> marshmallow.Schema:
    """The schema of a dataclass, made once."""
    return _schema(form, Closed if unknown == "raise" else Open)


@cache
def _schema(form: type[Any], base: type[marshmallow.Schema]) -> marshmallow.Schema:
    return class_schema(form, base_schema=base)()
