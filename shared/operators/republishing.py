"""Tells again what happened to aggregates, to whoever did not hear it: from the history, with the newest state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.errors import InvalidMessage
from shared.events.codec import from_wire, to_wire
from shared.events.event import type_named
from shared.kafka.publisher import Message, NotAcknowledged, Publisher
from shared.mongo.aggregates import Aggregates

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """events: how many were told again. wordless: of these, how many went without people's words, kept in no history.

    unsaid: how many say nothing without those words, and were left out.
    """

    events: int = 0
    wordless: int = 0
    unsaid: int = 0


def republish(aggregates: Aggregates, aggregate_id: str, publisher: Publisher, *, source: str) -> Told | None:
    """None when there is no such aggregate. What still waits to be published is left to the relay.

    Whoever heard an event before overlooks it; whoever only mirrors takes the state, which is the newest.
    Blocks on both stores. Raises: KafkaError, TryAgain; doing it again does no harm.
    """
    kept = aggregates.kept(aggregate_id)
    if kept is None:
        return None
    filed = [each for each in aggregates.history(aggregate_id) if each["version"] <= _told_up_to(kept)]
    whole = [_with_words(each, kept.get("state", {})) for each in filed if type_named(each["type"]).topic]
    messages = [_message(each, kept, aggregate_id, source) for each in whole]
    said = [each for each in messages if _says_something(each)]
    for one in said:  # One after the other: the second must never be heard before the first.
        _send(publisher, one)
    wordless = sum(1 for each, message in zip(whole, messages, strict=True) if _lacks(each) and message in said)
    return Told(events=len(said), wordless=wordless, unsaid=len(messages) - len(said))


def _told_up_to(kept: Event) -> int:
    """The version of the last event that is not pending any more."""
    waiting = [each["version"] for each in kept.get("pending", ())]
    return int(min(waiting, default=kept.get("version", 0) + 1)) - 1


def _with_words(event: Event, state: Event) -> Event:
    """What somebody said at the beginning still stands in the state, under the same names, unless it was emptied."""
    if event["version"] > 1:
        return event
    words = {name: state[name] for name in type_named(event["type"]).words if state.get(name) is not None}
    return {**event, "data": {**event["data"], **words}}


def _lacks(event: Event) -> bool:
    return bool(type_named(event["type"]).words - set(event["data"]))


def _message(event: Event, kept: Event, aggregate_id: str, source: str) -> Message:
    value = to_wire(event, subject=aggregate_id, source=source, state=kept["public"], state_version=kept["version"])
    topic = type_named(event["type"]).topic or ""
    return Message(topic=topic, key=aggregate_id.encode(), value=value)


def _says_something(message: Message) -> bool:
    try:
        from_wire(message.value)
    except InvalidMessage:
        return False
    return True


def _send(publisher: Publisher, message: Message) -> None:
    problems: Sequence[Exception | None] = publisher.publish([message])
    if any(problems):
        raise NotAcknowledged
