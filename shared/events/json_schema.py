"""The published language in JSON Schema, made from the same dataclasses that the services use."""

from collections.abc import Mapping
from typing import Any

from marshmallow_jsonschema import JSONSchema

from shared.events.event import EventType, state_of
from shared.events.schema import schema

DRAFT = "http://json-schema.org/draft-07/schema#"

Json = dict[str, Any]

_TEXT: Json = {"type": "string", "minLength": 1}
_COUNT: Json = {"type": "integer", "minimum": 1}
_INSTANT: Json = {"type": "string", "format": "date-time"}
_TIME_OF_DAY: Json = {"type": "string", "pattern": r"^\d\d:\d\d(:\d\d(\.\d+)?)?$"}
_NOISE = {"title", "default", "words"}


def wire_schema(kind: EventType) -> Json:
    """What a writer of this event type is held to: the CloudEvent with what happened and its subject's public state."""
    definitions: Json = {}
    happened, state = (_reference(form, definitions) for form in (kind.form, state_of(kind)))
    data = {"happened": happened, "state": state, "state_version": _COUNT}
    envelope: Json = {
        "specversion": {"const": "1.0"},
        "id": _TEXT,
        "source": _TEXT,
        "type": {"const": kind.name},
        "subject": _TEXT,
        "time": _INSTANT,
        "datacontenttype": {"const": "application/json"},
        "aggregateversion": _COUNT,
        "actor": _TEXT,
        "correlationid": _TEXT,
        "data": _object(data, required=data),
    }
    optional: Json = {"causationid": _TEXT, "traceparent": _TEXT}
    return {
        "$schema": DRAFT,
        "title": kind.name,
        "description": " ".join((kind.form.__doc__ or "").split()),
        **_object(envelope | optional, required=envelope),
        "definitions": definitions,
    }


def _object(properties: Json, *, required: Mapping[str, Any]) -> Json:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _reference(form: type, definitions: Json) -> Json:
    made = JSONSchema(props_ordered=True).dump(schema(form))
    definitions.update({name: _plain(one) for name, one in made["definitions"].items()})
    return {"$ref": made["$ref"]}


def _plain(made: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Without titles, which only repeat the names, and without defaults, which are the reader's business.

    A time of day in a neighbourhood has no offset, and that is what the format called "time" would ask for.
    """
    match made:
        case {"$ref": reference}:
            return {"$ref": reference}
        case {"format": "time"}:
            return _TIME_OF_DAY
        case {"properties": properties}:
            return {**made, "properties": {name: _plain(one) for name, one in properties.items()}}
        case dict():
            return {name: _plain(one) for name, one in made.items() if name not in _NOISE and one != "float"}
        case list():
            return [_plain(one) for one in made]
        case _:
            return made
