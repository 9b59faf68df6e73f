"""The wiring of events: every type has a topic or is internal, and every reader handles it or says that it does not."""

from importlib import import_module

import pytest

from shared.events.event import EventType, event_types, state_of
from shared.events.topics import TOPICS

for context in ("intake", "triage", "triage_people", "notify"):
    import_module(f"shared.events.{context}")

PUBLISHED = [kind for kind in event_types().values() if kind.topic]
READERS = [(kind, service) for kind in PUBLISHED for topic in TOPICS if topic.name == kind.topic for service in topic.consumers]


def name(value: object) -> str:
    return value.name if isinstance(value, EventType) else str(value)


@pytest.mark.parametrize("kind", PUBLISHED, ids=name)
def test_every_published_event_has_a_topic_and_its_producer_is_the_context_it_is_named_after(kind: EventType) -> None:
    (topic,) = [topic for topic in TOPICS if topic.name == kind.topic]
    assert kind.name.split(".")[0] == topic.producer


@pytest.mark.parametrize("kind", event_types().values(), ids=name)
def test_every_event_tells_of_a_subject_with_a_public_state(kind: EventType) -> None:
    assert state_of(kind)


@pytest.mark.parametrize("topic", TOPICS, ids=name)
def test_every_topic_has_events_and_readers(topic: object) -> None:
    assert any(kind.topic == getattr(topic, "name", None) for kind in PUBLISHED)
    assert getattr(topic, "consumers", ())


def rooms(service: str) -> list[object]:
    heard = [topic.name.replace(".", "_") for topic in TOPICS if service in topic.consumers]
    return [import_module(f"services.{service}.entrypoints.consumers.{name}") for name in heard]


@pytest.mark.parametrize(("kind", "service"), READERS, ids=name)
def test_every_reader_handles_an_event_or_names_it_as_ignored(kind: EventType, service: str) -> None:
    handled = {form for room in rooms(service) for form in getattr(room, "HANDLED", ())}
    ignored = {form for room in rooms(service) for form in getattr(room, "IGNORED", ())}
    assert kind.form in handled | ignored
    assert kind.form not in handled & ignored
