"""The quick schemas say the same as marshmallow's own, of good data and of bad."""

import copy
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import marshmallow
import orjson
import pytest
from marshmallow_dataclass import class_schema

from services.intake.domain.report import EMPTY as NO_REPORT
from services.intake.domain.report import Report
from services.triage.domain.case import Case
from shared.events.codec import schema
from shared.events.event import EventType, state_of
from shared.events.example import example
from shared.events.generate import published
from shared.events.nesting import settled
from shared.events.schema import Closed, Open

ODD: tuple[Any, ...] = (
    None,
    0,
    1,
    True,
    "",
    "x",
    1.5,
    float("nan"),
    [],
    [None],
    {},
    {"key": None},
    "2026-03-02T09:15:00",
    b"x",
    (1,),
)


class SlowClosed(marshmallow.Schema):
    TYPE_MAPPING = Closed.TYPE_MAPPING

    class Meta:
        unknown = marshmallow.RAISE


class SlowOpen(marshmallow.Schema):
    TYPE_MAPPING = Closed.TYPE_MAPPING

    class Meta:
        unknown = marshmallow.EXCLUDE


@cache
def slow(form: type, base: type[marshmallow.Schema]) -> marshmallow.Schema:
    return settled(class_schema(form, base_schema=base))()


def told(reading: marshmallow.Schema, data: object) -> object:
    """What comes of reading: a value, or what is wrong."""
    try:
        return reading.load(data)  # type: ignore[arg-type]
    except (marshmallow.ValidationError, TypeError, ValueError) as error:
        return type(error), str(error)


def spoiled(data: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever JSON holds
    """The same data with one thing changed, at every place and depth."""
    for place in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        for odd in ODD:
            yield _with(data, place, odd)
        for inner in spoiled(data[place]):
            yield _with(data, place, inner)
    if isinstance(data, dict):
        yield {**data, "from_the_future": 1}
        yield from ({key: value for key, value in data.items() if key != gone} for gone in data)


def _with(data: Any, place: Any, value: object) -> Any:  # noqa: ANN401 - as above
    changed = copy.copy(data)
    changed[place] = value
    return changed


@pytest.mark.parametrize("kind", published(), ids=lambda kind: kind.name)
def test_quick_schemas_read_and_refuse_as_marshmallow_does(kind: EventType) -> None:
    said = orjson.loads(example(kind))["data"]
    for form, data in ((kind.form, said["happened"]), (state_of(kind), said["state"])):
        for quick, slowly in (
            (schema(form), slow(form, SlowClosed)),
            (schema(form, unknown="exclude"), slow(form, SlowOpen)),
        ):
            for each in (data, None, [], *spoiled(data)):
                assert repr(told(quick, each)) == repr(told(slowly, each)), each


@pytest.mark.parametrize("kind", published(), ids=lambda kind: kind.name)
def test_quick_schemas_write_as_marshmallow_does(kind: EventType) -> None:
    said = orjson.loads(example(kind))["data"]
    for form, data in ((kind.form, said["happened"]), (state_of(kind), said["state"])):
        value = schema(form).load(data)
        assert repr(schema(form).dump(value)) == repr(slow(form, SlowClosed).dump(value))


@pytest.mark.parametrize("state", [NO_REPORT, Case()], ids=lambda state: type(state).__name__)
def test_the_states_of_aggregates_are_written_and_read_the_same(state: Report | Case) -> None:
    quick, slowly = schema(type(state)), slow(type(state), SlowClosed)  # type: ignore[arg-type]  # mypy takes no class for hashable
    assert quick.dump(state) == slowly.dump(state)
    assert quick.load(quick.dump(state)) == state


def test_every_schema_of_ours_is_quick() -> None:
    """A schema with other names than its attributes', or with hooks, would be as slow as ever unnoticed."""
    for kind in published():
        for form in (kind.form, state_of(kind)):
            made = schema(form)
            assert isinstance(made, Closed)
            assert not made._is_unusual(), form  # noqa: SLF001
            assert set(made.fields) == {each.name for each in fields(form)}
    assert issubclass(Open, Closed)
