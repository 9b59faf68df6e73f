"""An API's description, as it was promised to programs that we do not know: `docs/api/<service>.json`.

Where it was changed on purpose: `NABO_PROMISE=1 python -m pytest tests/contract/http -k promised`. What would break a
program that relies on it is refused even then; give it an address of a new version instead.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from shared.compatibility import stricter

Json = Mapping[str, Any]

FOLDER = Path(__file__).parents[3] / "docs/api"
METHODS = ("get", "put", "post", "delete", "patch")


def keeps_its_promise(service: str, described: Json) -> None:
    """Fails with every break, or where the written description is not this one."""
    file = FOLDER / f"{service}.json"
    broken = list(breaks(orjson.loads(file.read_bytes()), described)) if file.exists() else []
    assert not broken, "\n".join(("programs rely on this:", *broken))
    pretty = orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS)
    if os.environ.get("NABO_PROMISE"):
        file.write_bytes(pretty)
    assert file.read_bytes() == pretty, f"the description changed, and nothing breaks; see {__file__}"


def breaks(before: Json, now: Json) -> Iterator[str]:
    """What a program that was written for `before` would stumble over."""
    for path, methods in before["paths"].items():
        for method in [name for name in METHODS if name in methods]:
            operation = now["paths"].get(path, {}).get(method)
            name = f"{method.upper()} {path}"
            if operation is None:
                yield f"{name} is gone"
            else:
                yield from (f"{name}: {each}" for each in _operation((before, now), methods[method], operation))


def _operation(documents: tuple[Json, Json], before: Json, now: Json) -> Iterator[str]:
    yield from _parameters(before, now)
    yield from (f"a body that was taken: {each}" for each in stricter(_body(before), _body(now), documents=documents))
    for status, answer in before["responses"].items():
        told = now["responses"].get(status)
        if told is None:
            yield f"it does not answer {status} any more"
        else:
            found = stricter(_content(told), _content(answer), documents=(documents[1], documents[0]))
            yield from (f"its answer {status} to an older program: {each}" for each in found)


def _parameters(before: Json, now: Json) -> Iterator[str]:
    known = {(each["in"], each["name"]) for each in before.get("parameters", ())}
    for each in now.get("parameters", ()):
        if each.get("required") and (each["in"], each["name"]) not in known:
            yield f"it asks for the {each['in']} parameter {each['name']}"


def _body(operation: Json) -> Json:
    return _content(operation.get("requestBody", {}))


def _content(holder: Json) -> Json:
    schemas = [each.get("schema", {}) for each in holder.get("content", {}).values()]
    return schemas[0] if schemas else {}
