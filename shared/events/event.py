"""What can happen: an event type is one frozen dataclass with a public name. No I/O, no libraries: for domains."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, dataclass_transform


@dataclass(frozen=True, slots=True)
class EventType:
    """`topic`: where it is published; None keeps it within the service. `words`: fields that no history keeps.

    `about`: the kind of subject, such as `intake.report`.
    """

    name: str
    topic: str | None
    form: type
    words: frozenset[str]
    about: str


class UnknownEventType(Exception):
    """No event of this name is known here."""


_BY_NAME: dict[str, EventType] = {}
_BY_FORM: dict[type, EventType] = {}
_STATES: dict[str, type] = {}


def words(**options: Any) -> Any:  # noqa: ANN401 -- a field specifier, typed by whoever uses it
    """A field that holds what a person wrote, where they are, or their address: it travels, but no history keeps it."""
    return field(metadata={"metadata": {"words": True}}, **options)  # The inner one is the schema's.


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(words, field))
def event(name: str, *, topic: str | None, about: str | None = None) -> Callable[[type], type]:
    """Make a class the event `name` (`context.subject.verb.vN`).

    about: the kind of aggregate to which it happens, where the name speaks of another: the case that invites a helper.
    """

    def register(cls: type) -> type:
        form: type = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        wordy = frozenset(f.name for f in fields(form) if f.metadata.get("metadata", {}).get("words"))
        kind = EventType(name, topic, form, wordy, about or name.rsplit(".", 2)[0])
        _BY_FORM[form] = _BY_NAME[name] = kind
        return form

    return register


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(words, field))
def public_state(*subject_kinds: str) -> Callable[[type], type]:
    """Make a class the public state that travels with every event about these kinds of subject."""

    def register(cls: type) -> type:
        form: type = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        _STATES.update(dict.fromkeys(subject_kinds, form))
        return form

    return register


def type_of(happened: object) -> EventType:
    """The type of an event."""
    return _BY_FORM[type(happened)]


def type_of_form(form: type) -> EventType:
    """The type whose events are of this class."""
    return _BY_FORM[form]


def type_named(name: str) -> EventType:
    """Raises: UnknownEventType."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownEventType(name) from None


def state_of(kind: EventType) -> type:
    """The form of the public state that travels with events of this type."""
    return _STATES[kind.about]


def event_types() -> Mapping[str, EventType]:
    """All that are known to this process, by name."""
    return _BY_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event and its place in an aggregate's history.

    version: counts from 1. by: a person_id, or the name of a rule, timer or service.
    causation_id: the event that led to it; None where a person began.
    """

    id: str
    version: int
    at: datetime
    by: str
    correlation_id: str
    happened: Any
    causation_id: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An event as another service told it, with the newest public state of its subject that the sender knew."""

    subject: str
    recorded: Recorded
    state: Any
    state_version: int

    @property
    def happened(self) -> Any:  # noqa: ANN401 -- any event there is
        return self.recorded.happened
