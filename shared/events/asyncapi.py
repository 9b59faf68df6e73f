"""The published language as an AsyncAPI 3.0 document: topics, their messages, who tells and who hears them."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.events.event import EventType
from shared.events.topics import PARTITIONS, SERVICES, TOPICS, Topic

Json = dict[str, Any]

FORMAT = "application/schema+json;version=draft-07"
SCHEMAS = "../../shared/events/schemas"


def asyncapi(kinds: Sequence[EventType]) -> Json:
    """The document as JSON. The messages' schemas are referred to where they lie, seen from `docs/api`."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Nabo's events",
            "version": "1",
            "description": "CloudEvents 1.0, structured. Messages of one key keep their order; each may come twice.",
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic, kinds) for topic in TOPICS},
        "operations": {name: each for service in SERVICES for name, each in _operations(service)},
        "components": {"messages": {kind.name: _message(kind) for kind in kinds}},
    }


def _channel(topic: Topic, kinds: Sequence[EventType]) -> Json:
    days = topic.retention_ms // (24 * 3600 * 1000)
    return {
        "address": topic.name,
        "description": f"Key: {topic.key}. Kept for {days} days.",
        "messages": {
            kind.name: _reference("components", "messages", kind.name) for kind in kinds if _is_on(topic, kind)
        },
        "bindings": {"kafka": {"partitions": PARTITIONS, "bindingVersion": "0.5.0"}},
    }


def _is_on(topic: Topic, kind: EventType) -> bool:
    return kind.topic == topic.name


def _operations(service: str) -> Sequence[tuple[str, Json]]:
    tells = [(f"{service}.tells.{topic.name}", "send", topic) for topic in TOPICS if topic.producer == service]
    hears = [(f"{service}.hears.{topic.name}", "receive", topic) for topic in TOPICS if service in topic.consumers]
    return [
        (name, {"action": action, "channel": _reference("channels", topic.name)})
        for name, action, topic in tells + hears
    ]


def _message(kind: EventType) -> Json:
    return {
        "name": kind.name,
        "summary": " ".join((kind.form.__doc__ or "").split()),
        "payload": {"schemaFormat": FORMAT, "schema": {"$ref": f"{SCHEMAS}/{kind.name}.json"}},
    }


def _reference(*parts: str) -> Mapping[str, str]:
    return {"$ref": "/".join(("#", *parts))}
