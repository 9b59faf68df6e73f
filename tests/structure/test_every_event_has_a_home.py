"""The wiring of events: every type has a topic or is internal, and every reader handles it or says that it does not."""

from importlib import import_module
from types import ModuleType

import pytest

from shared.events import language
from shared.events.event import EventType, event_types, state_of
from shared.events.topics import TOPICS, Topic

assert language.CONTEXTS  # Importing them makes every event type known.
KINDS = sorted(event_types().values(), key=lambda kind: kind.name)
PUBLISHED = [kind for kind in KINDS if kind.topic]
READERS = [
    (kind, service) for kind in PUBLISHED for topic in TOPICS if topic.name == kind.topic for service in topic.consumers
]


def name(value: object) -> str:
    return value.name if isinstance(value, EventType | Topic) else str(value)


@pytest.mark.parametrize("kind", PUBLISHED, ids=name)
def test_every_published_event_has_a_topic_and_its_producer_is_the_context_it_is_named_after(kind: EventType) -> None:
    (topic,) = [topic for topic in TOPICS if topic.name == kind.topic]
    assert kind.name.split(".")[0] == topic.producer


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_every_event_tells_of_a_subject_with_a_public_state(kind: EventType) -> None:
    assert isinstance(state_of(kind), type)


@pytest.mark.parametrize("topic", TOPICS, ids=name)
def test_every_topic_has_events_and_readers(topic: Topic) -> None:
    assert any(kind.topic == topic.name for kind in PUBLISHED)
    assert topic.consumers


def room(kind: EventType, service: str) -> ModuleType:
    return import_module(f"services.{service}.entrypoints.consumers.{str(kind.topic).replace('.', '_')}")


@pytest.mark.parametrize("kind, service", READERS, ids=name)
def test_every_reader_handles_an_event_or_names_it_as_ignored(kind: EventType, service: str) -> None:
    heard = room(kind, service)
    named = (kind.form in heard.HANDLED) + (kind.form in heard.IGNORED)
    assert named == 1, f"name {kind.form.__name__} in HANDLED or IGNORED of {heard.__name__}, and in one alone"


@pytest.mark.parametrize("kind, service", READERS, ids=name)
def test_no_reader_names_an_event_of_another_topic(kind: EventType, service: str) -> None:
    heard = room(kind, service)
    known = {each.form for each in PUBLISHED if each.topic == kind.topic}
    assert known >= heard.HANDLED | heard.IGNORED
