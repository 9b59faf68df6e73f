"""Makes an example of an event type: plausible values by field name, so that a person can read what travels."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shared.events.codec import dump, to_document, to_wire
from shared.events.event import EventType, Recorded, state_of

AT = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
SUBJECT = "0d2f6f1e-3a77-4c55-9f7e-0d9a5b6c7d8e"

PLAUSIBLE: Mapping[str, object] = {
    "reference": "N-7K3M-Q9WY-4",
    "category": "street_light",
    "language": "da",
    "text": "The lamp by the playground has been dark since Friday.",
    "lat": 60.1697,
    "long": 24.9525,
    "radius_m": 400,
    "minutes": 30,
    "tier": 1,
    "first_name": "Aino",
    "team": "streets",
    "answers": {"how_many": "one"},
    "distance_band_m": [300, 600],
    "sealed_contact": "1f2e3d4c.AAAA",
    "sealed_photo": "1f2e3d4c.AAAA",
    "address": "1 Church Street",
}


_OF_OTHERS = {list, dict, Union, UnionType}


def example(kind: EventType) -> bytes:
    """One message of this type, as it travels."""
    recorded = Recorded(
        id="019cae5c-0b1c-7d3e-8f4a-5b6c7d8e9f00",
        version=3,
        at=AT,
        by="somebody",
        correlation_id="7e57ab1e-0000-4000-8000-c0ffee000000",
        happened=_value(kind.form, "happened"),
    )
    state = dump(_value(state_of(kind), "state"))
    return to_wire(to_document(recorded), subject=SUBJECT, source="/nabo/example", state=state, state_version=3)


def _value(form: Any, name: str) -> Any:  # noqa: ANN401 -- any type there is
    if name in PLAUSIBLE or name.endswith("_id"):
        return PLAUSIBLE.get(name, SUBJECT)
    if is_dataclass(form) and isinstance(form, type):
        hints = get_type_hints(form)
        return form(**{each.name: _value(hints[each.name], each.name) for each in fields(form)})
    if get_origin(form) in _OF_OTHERS:
        return _of_others(form, name)
    if issubclass(form, Enum):
        return next(iter(form))
    return {str: name, bool: True, int: 1, float: 1.5, datetime: AT, time: time(9, 30)}[form]


def _of_others(form: Any, name: str) -> Any:  # noqa: ANN401 -- as above
    inner = [one for one in get_args(form) if one is not NoneType]
    if get_origin(form) is list:
        return [_value(inner[0], name)]
    if get_origin(form) is dict:
        return {"key": _value(inner[1], name)}
    return _value(inner[0], name)
