"""Twenty kinds of messages that nobody can read, each made from one that everybody can, with the reason to be given."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

Wire = dict[str, Any]
Spoil = Callable[[bytes], bytes]


def altered(value: bytes, change: Callable[[Wire], object]) -> bytes:
    """The same of a subject of its own, but for this change."""
    wire: Wire = json.loads(value)
    wire["id"], wire["subject"] = str(uuid4()), str(uuid4())
    change(wire)
    return json.dumps(wire).encode()


def but(**fields: object) -> Spoil:
    """With other fields."""
    return lambda value: altered(value, lambda wire: wire.update(fields))


def instead(raw: bytes) -> Spoil:
    return lambda _: raw


def of_no_version_yet(wire: Wire) -> None:
    wire["type"] = wire["type"].removesuffix(".v1") + ".v9"


def of_other_fields(wire: Wire) -> None:
    wire["data"]["happened"] = {name: {"not": "this"} for name in wire["data"]["happened"]}


POISON: Mapping[str, tuple[Spoil, str]] = {
    "no_json": (instead(b"hello, is it me"), "not_json"),
    "empty": (instead(b""), "not_json"),
    "half": (lambda value: value[: len(value) // 2], "not_json"),
    "no_utf8": (lambda value: b"\xff\xfe" + value, "not_json"),
    "not_a_number": (instead(b'{"aggregateversion": NaN}'), "not_json"),
    "too_deep": (instead(b"[" * 10_000 + b"]" * 10_000), "not_json"),
    "a_list": (instead(b"[1, 2]"), "malformed"),
    "null": (instead(b"null"), "malformed"),
    "unknown_type": (but(type="intake.report.sung.v1"), "unknown_type"),
    "newer_version": (lambda value: altered(value, of_no_version_yet), "unknown_type"),
    "no_data": (lambda value: altered(value, lambda wire: wire.pop("data")), "malformed"),
    "no_state": (lambda value: altered(value, lambda wire: wire["data"].pop("state")), "malformed"),
    "of_nobody": (but(subject=""), "malformed"),
    "no_time": (but(time="soon"), "malformed"),
    "time_without_zone": (but(time="2027-01-01T12:00:00"), "malformed"),
    "version_zero": (but(aggregateversion=0), "malformed"),
    "version_in_words": (but(aggregateversion="one"), "malformed"),
    "version_too_high": (but(aggregateversion=2**60), "malformed"),
    "somebody_elses": (but(type="triage.case.taken.v1"), "malformed"),
    "other_fields": (lambda value: altered(value, of_other_fields), "malformed"),
}
