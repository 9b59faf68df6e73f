"""Events to and from plain data. Writers are held to the type exactly; readers overlook what they do not know."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import marshmallow
import orjson

from shared.errors import InvalidMessage
from shared.events import language  # noqa: F401 -- a reader must know every type, or it would set good messages aside.
from shared.events.event import EventType, Received, Recorded, UnknownEventType, state_of, type_named, type_of
from shared.events.schema import schema as schema  # noqa: PLC0414 -- adapters know it by this address.

Plain = dict[str, Any]

HIGHEST_VERSION = 2**53  # JSON's readers count no further.


def dump(value: object) -> Plain:
    """A dataclass as plain data, as JSON has it."""
    plain: Plain = schema(type(value)).dump(value)
    return plain


def decode(name: str, data: Mapping[str, Any]) -> object:
    """Raises: UnknownEventType, marshmallow.ValidationError."""
    return _read(type_named(name).form, data)


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


def to_wire(
    document: Mapping[str, Any], *, subject: str, source: str, state: Mapping[str, Any], state_version: int
) -> bytes:
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


def wordless(value: bytes) -> bytes:
    """A message without people's words, as readable as before. What no reader can read stays as it is.

    So do lists, which are ids, and what is sensitive: those who protect must hear it, and forget it thereafter.
    """
    try:
        wire = _parsed(value)
        event = _understood(wire)
    except InvalidMessage:
        return value
    if getattr(event.state, "sensitive", False):
        return value
    wordy = type_of(event.happened).words
    told = wire["data"]["happened"].items()
    kept = {name: each for name, each in told if name not in wordy or not isinstance(each, dict)}
    wire["data"]["happened"] = {
        name: "" if name in wordy and isinstance(each, str) else each for name, each in kept.items()
    }
    return orjson.dumps(wire)


def from_wire(value: bytes) -> Received:
    """Raises: InvalidMessage with `not_json`, `unknown_type` or `malformed`."""
    return _understood(_parsed(value))


def _parsed(value: bytes) -> Any:  # noqa: ANN401 -- whatever JSON can say
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise InvalidMessage("not_json") from None


def _understood(wire: Any) -> Received:  # noqa: ANN401 -- as above
    try:
        return _received(wire)
    except UnknownEventType:
        raise InvalidMessage("unknown_type") from None
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, marshmallow.ValidationError) as error:
        raise InvalidMessage("malformed") from error


def _received(wire: Mapping[str, Any]) -> Received:
    kind: EventType = type_named(_text(wire["type"]))
    data = wire["data"]
    return Received(
        subject=_text(wire["subject"]),
        recorded=Recorded(
            id=_text(wire["id"]),
            version=_count(wire["aggregateversion"]),
            at=_instant(wire["time"]),
            by=_text(wire["actor"]),
            correlation_id=_text(wire["correlationid"]),
            causation_id=_text_or_none(wire.get("causationid")),
            traceparent=_text_or_none(wire.get("traceparent")),
            happened=decode(kind.name, data["happened"]),
        ),
        state=_read(state_of(kind), data["state"]),
        state_version=_count(data["state_version"]),
    )


def _read(form: type, data: Mapping[str, Any]) -> object:
    return schema(form, unknown="exclude").load(data)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= HIGHEST_VERSION:
        raise ValueError(value)
    return value


def _instant(value: object) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant.astimezone(UTC)
