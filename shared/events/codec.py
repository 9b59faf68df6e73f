"""Events to and from plain data. Writers are held to the type exactly; readers overlook what they do not know."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal

import marshmallow
import orjson
from marshmallow_dataclass import class_schema

from shared.errors import InvalidMessage
from shared.events.event import Received, Recorded, UnknownEventType, state_of, type_named, type_of

Plain = dict[str, Any]


Unknown = Literal["raise", "exclude"]


def schema(form: type, *, unknown: Unknown = "raise") -> marshmallow.Schema:
    """The marshmallow schema of a dataclass."""
    return _schema(form, unknown)


@cache
def _schema(form: type[Any], unknown: Unknown) -> marshmallow.Schema:
    return class_schema(form)(unknown=unknown)


def dump(value: object) -> Plain:
    """A dataclass as plain data, as JSON has it."""
    plain: Plain = schema(type(value)).dump(value)
    return plain


def decode(name: str, data: Mapping[str, Any]) -> Any:
    """Raises: UnknownEventType, marshmallow.ValidationError."""
    return schema(type_named(name).form, unknown="exclude").load(data)


def to_document(recorded: Recorded) -> Plain:
    """The form in which an aggregate keeps it until it is published."""
    return {
        "id": recorded.id,
        "type": type_of(recorded.happened).name,
        "version": recorded.version,
        "at": recorded.at,
        "by": recorded.by,
        "correlation_id": recorded.correlation_id,
        "causation_id": recorded.causation_id,
        "traceparent": recorded.traceparent,
        "data": dump(recorded.happened),
    }


def without_words(document: Mapping[str, Any]) -> Plain:
    """The form in which a history keeps it for good."""
    wordy = type_named(document["type"]).words
    return {**document, "data": {name: value for name, value in document["data"].items() if name not in wordy}}


def to_wire(document: Mapping[str, Any], *, subject: str, source: str, state: Any, state_version: int) -> bytes:
    """A CloudEvent 1.0 in structured JSON."""
    wire = {
        "specversion": "1.0",
        "id": document["id"],
        "source": source,
        "type": document["type"],
        "subject": subject,
        "time": document["at"],
        "datacontenttype": "application/json",
        "aggregateversion": document["version"],
        "actor": document["by"],
        "correlationid": document["correlation_id"],
        "causationid": document["causation_id"],
        "traceparent": document["traceparent"],
        "data": {"happened": document["data"], "state": state, "state_version": state_version},
    }
    return orjson.dumps({name: value for name, value in wire.items() if value is not None}, option=orjson.OPT_UTC_Z)


def from_wire(value: bytes) -> Received:
    """Raises: InvalidMessage with `not_json`, `unknown_type` or `malformed`."""
    try:
        wire = orjson.loads(value)
    except orjson.JSONDecodeError:
        raise InvalidMessage("not_json") from None
    try:
        return _received(wire)
    except UnknownEventType:
        raise InvalidMessage("unknown_type") from None
    except (KeyError, TypeError, ValueError, AttributeError, marshmallow.ValidationError) as error:
        raise InvalidMessage("malformed") from error


def _received(wire: Mapping[str, Any]) -> Received:
    kind = type_named(wire["type"])
    data = wire["data"]
    return Received(
        subject=_text(wire["subject"]),
        recorded=Recorded(
            id=_text(wire["id"]),
            version=_count(wire["aggregateversion"]),
            at=_instant(wire["time"]),
            by=_text(wire["actor"]),
            correlation_id=_text(wire["correlationid"]),
            causation_id=wire.get("causationid"),
            traceparent=wire.get("traceparent"),
            happened=decode(kind.name, data["happened"]),
        ),
        state=schema(state_of(kind), unknown="exclude").load(data["state"]),
        state_version=_count(data["state_version"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(value)
    return value


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant
