"""Planted rows that must be refused: ten kinds, each with the answer that it must get."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """raw: the body as it goes over the wire. status: what the answer must be. names: what it must mention."""

    kind: str
    raw: bytes
    status: int
    names: str


def _with(**changes: object) -> Callable[[Body], bytes]:
    return lambda good: json.dumps({**good, **changes}).encode()


def _without_place(good: Body) -> bytes:
    return json.dumps({name: value for name, value in good.items() if name != "location"}).encode()


_KINDS: Sequence[tuple[str, Callable[[Body], bytes], int, str]] = (
    ("not_json", lambda _: b'{"category": ', 400, "JSON"),
    ("wrong_type", _with(text=["a", "list"]), 422, "text"),
    ("unknown_category", _with(category="no_such_category"), 422, "category"),
    ("place_missing", _without_place, 422, "location"),
    ("outside_the_area", _with(location={"lat": 0.0, "long": 0.0}), 422, "location"),
    ("text_empty", _with(text="   "), 422, "text"),
    ("text_too_long", _with(text="a" * 4001), 422, "text"),
    ("control_characters", _with(text="a lamp\x00 is out\x08"), 422, "text"),
    ("bad_email", _with(contact={"email": "nobody at nowhere"}), 422, "contact"),
    ("body_too_large", _with(text="a" * 2_000_000), 413, "large"),
)


def planted(good: Body, count: int) -> Sequence[BadRow]:
    """`count` bad rows, the ten kinds in turn, made from a good body."""
    plain = {name: value for name, value in good.items() if name != "contact"}
    return [
        BadRow(kind=kind, raw=make(plain), status=status, names=names)
        for kind, make, status, names in islice(cycle(_KINDS), count)
    ]
