"""Reads a JSON object strictly: what two readers could understand differently is refused."""

import json
from typing import Any, NoReturn


class Unreadable(Exception):
    """Not one JSON object that everybody reads alike; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_object(raw: bytes) -> dict[str, Any]:
    """Raises: Unreadable with `not_json`, `not_an_object`, `duplicate_key`, `not_a_number` or `too_deep`."""
    try:
        found = json.loads(raw.decode(), object_pairs_hook=_once_each, parse_constant=_no_number)
    except RecursionError:
        raise Unreadable("too_deep") from None
    except ValueError:
        raise Unreadable("not_json") from None
    if not isinstance(found, dict):
        raise Unreadable("not_an_object")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("duplicate_key")
    return found


def _no_number(_name: str) -> NoReturn:
    raise Unreadable("not_a_number")
