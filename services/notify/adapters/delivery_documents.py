"""How a delivery looks as a MongoDB document."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.notify.domain.delivery import (
    Audience,
    Channel,
    Delivery,
    Priority,
    Recipient,
    Status,
)
from services.notify.domain.receipt import reference_of
from services.notify.ports.messages import Kept
from shared.mongo.connect import Document

SCHEMA = 1


def to_mongo(delivery: Delivery) -> Document:
    """The document of a delivery that was just planned."""
    document = {
        "_id": delivery.id,
        "schema": SCHEMA,
        "event_id": delivery.event_id,
        "message": delivery.message,
        "audience": delivery.audience.value,
        "person_id": delivery.to.person_id,
        "contact_id": delivery.to.contact_id,
        "channel": delivery.channel.value,
        "priority": int(delivery.priority),
        "reference": reference_of(delivery.id) if delivery.channel is Channel.SMS else None,
        "report_id": delivery.report_id,
        "case_id": delivery.case_id,
        "facts": dict(delivery.facts),
        "words": delivery.words or None,
        "box": delivery.box,
        "planned_at": delivery.planned_at,
        "due_at": delivery.planned_at,
        "expires_at": delivery.expires_at,
        "correlation_id": delivery.correlation_id,
        "status": delivery.status.value,
        "why": delivery.why,
        "attempts": delivery.attempts,
        "version": delivery.version,
        "history": [step(delivery.status, delivery.planned_at, delivery.why)],
    }
    return {name: value for name, value in document.items() if value is not None}


def from_mongo(document: Mapping[str, Any]) -> Delivery:
    return Delivery(
        id=document["_id"],
        event_id=document["event_id"],
        message=document["message"],
        audience=Audience(document["audience"]),
        to=Recipient(person_id=document.get("person_id"), contact_id=document.get("contact_id")),
        channel=Channel(document["channel"]),
        priority=Priority(document["priority"]),
        report_id=document.get("report_id"),
        case_id=document.get("case_id"),
        facts=document.get("facts", {}),
        words=document.get("words", ""),
        box=document.get("box"),
        planned_at=document["planned_at"],
        expires_at=document.get("expires_at"),
        correlation_id=document.get("correlation_id", ""),
        status=Status(document["status"]),
        why=document.get("why"),
        attempts=document.get("attempts", 0),
        version=document.get("version", 0),
        is_by_mail=document.get("is_by_mail", False),
    )


def kept(document: Mapping[str, Any]) -> Kept:
    """As its reader finds it among their messages."""
    due_at = document.get("due_at", document["planned_at"])
    return Kept(delivery=from_mongo(document), copy=document.get("copy"), due_at=due_at)


def step(status: Status, at: datetime, why: str | None) -> Document:
    """A line of its history."""
    return {"at": at, "status": status.value, **({"why": why} if why else {})}
