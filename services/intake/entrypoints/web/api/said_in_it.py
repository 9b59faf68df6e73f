"""All that is said in a request's body, readable or not, so that danger is noticed in it whatever else is wrong."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress

from flask import request

SCANNED_BYTES = 64_000


def texts_of_request() -> Iterator[str]:
    """As it was sent, and, where it can be read, as it is meant; of a body that is too large, its beginning."""
    raw = _raw_body()
    yield raw.decode(errors="replace")
    with suppress(ValueError, RecursionError):
        yield from _strings(json.loads(raw))


def _raw_body() -> bytes:
    try:
        return request.get_data()[:SCANNED_BYTES]
    except Exception:  # noqa: BLE001 -- whatever is wrong with the body is being told already.
        return bytes(request.environ["wsgi.input"].read(SCANNED_BYTES))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for inner in value.values():
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
        case _:
            pass
