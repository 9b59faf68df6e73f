"""What travels between services is written down, and stays readable for those who are older or newer."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from jsonschema_rs import Draft7Validator

from shared.errors import InvalidMessage
from shared.events.codec import from_wire
from shared.events.event import EventType
from shared.events.example import example
from shared.events.generate import EXAMPLES, OVERVIEW, SCHEMAS, breaks, committed, generated, overview, published

KINDS = published()
KEYED_BY_DATA = {"answers", "facts", "rejected"}


def name(kind: object) -> str:
    return kind.name if isinstance(kind, EventType) else str(kind)


def golden(kind: EventType) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads((EXAMPLES / f"{kind.name}.json").read_bytes())
    return read


def objects_in(value: object, field: str = "") -> Iterator[dict[str, Any]]:
    """Every JSON object, the innermost first; but not those whose keys are data."""
    inner = (
        value.items() if isinstance(value, dict) else [(field, one) for one in value] if isinstance(value, list) else []
    )
    for name, one in list(inner):
        yield from objects_in(one, name)
    if isinstance(value, dict) and field not in KEYED_BY_DATA:
        yield value


def test_the_committed_schemas_are_those_of_the_types() -> None:
    assert not breaks(committed(), generated()), "give the event a new version, or a field a default"
    assert committed() == generated(), "run `python -m shared.events.generate`"


def test_the_committed_overview_is_that_of_topics_and_types() -> None:
    assert OVERVIEW.read_bytes() == overview(), "run `python -m shared.events.generate`"


def test_the_overview_leads_to_the_schema_of_every_message() -> None:
    told = orjson.loads(OVERVIEW.read_bytes())
    places = [each["payload"]["schema"]["$ref"] for each in told["components"]["messages"].values()]
    assert {(OVERVIEW.parent / place).resolve() for place in places} == set(SCHEMAS.resolve().glob("*.json"))
    listed = {name for channel in told["channels"].values() for name in channel["messages"]}
    assert listed == set(told["components"]["messages"])


def test_every_type_has_an_example_and_no_example_is_left_behind() -> None:
    assert {file.name for file in EXAMPLES.glob("*.json")} == {f"{kind.name}.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_what_was_once_written_is_still_read(kind: EventType) -> None:
    received = from_wire(orjson.dumps(golden(kind)))
    assert isinstance(received.happened, kind.form)
    assert received.recorded.at.utcoffset() is not None


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_what_is_written_today_keeps_to_the_schema(kind: EventType) -> None:
    schema = orjson.loads((SCHEMAS / f"{kind.name}.json").read_bytes())
    assert Draft7Validator(schema).is_valid(orjson.loads(example(kind)))


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_a_writer_may_say_nothing_that_the_type_does_not_name(kind: EventType) -> None:
    schema = orjson.loads((SCHEMAS / f"{kind.name}.json").read_bytes())
    for place in ("happened", "state"):
        told = orjson.loads(example(kind))
        told["data"][place]["from_the_future"] = 1
        assert not Draft7Validator(schema).is_valid(told)


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_a_reader_overlooks_fields_from_the_future_at_any_depth(kind: EventType) -> None:
    told = golden(kind)
    expected = from_wire(orjson.dumps(told))
    for one in objects_in(told):
        one["from_the_future"] = {"unknown": ["yet"]}
    assert from_wire(orjson.dumps(told)) == expected


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_without_a_field_that_is_required_nothing_is_understood(kind: EventType) -> None:
    schema = orjson.loads((SCHEMAS / f"{kind.name}.json").read_bytes())
    happened = schema["definitions"][kind.form.__name__]
    for required in happened.get("required", ()):
        told = golden(kind)
        del told["data"]["happened"][required]
        with pytest.raises(InvalidMessage, match="malformed"):
            from_wire(orjson.dumps(told))


@pytest.mark.parametrize("missing", ["id", "subject", "time", "aggregateversion", "actor", "correlationid", "data"])
def test_without_its_envelope_nothing_is_understood(missing: str) -> None:
    told = golden(KINDS[0])
    del told[missing]
    with pytest.raises(InvalidMessage, match="malformed"):
        from_wire(orjson.dumps(told))
