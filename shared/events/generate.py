"""`python -m shared.events.generate`: writes the JSON Schema of every published event, and an example of each new one.

An example is never written again: it stands for messages that were sent once and must stay readable. What would break a
reader or a writer of another release is refused; `--breaking` writes it all the same.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from shared.compatibility import stricter
from shared.events.asyncapi import asyncapi
from shared.events.event import EventType
from shared.events.example import example
from shared.events.json_schema import wire_schema
from shared.events.language import every_type

SCHEMAS = Path(__file__).with_name("schemas")
EXAMPLES = Path(__file__).with_name("examples")
OVERVIEW = Path("docs/api/events.json")


def published() -> Sequence[EventType]:
    """Every event type that travels, by name."""
    return sorted((kind for kind in every_type().values() if kind.topic), key=lambda kind: kind.name)


def generated() -> Mapping[str, bytes]:
    """The schema files as they should be, by file name."""
    return {f"{kind.name}.json": _pretty(wire_schema(kind)) for kind in published()}


def overview() -> bytes:
    """All topics and who tells what on them, in AsyncAPI; the schemas stay where they are."""
    return _pretty(asyncapi(published()))


def committed() -> Mapping[str, bytes]:
    """The schema files as they lie there, by file name."""
    return {file.name: file.read_bytes() for file in SCHEMAS.glob("*.json")}


def breaks(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Sequence[str]:
    """What a message of one release would be to a reader of the other. Empty: they understand each other."""
    found = [f"{name}: nobody could read it any more" for name in sorted(before.keys() - now.keys())]
    for name in sorted(before.keys() & now.keys()):
        old, new = orjson.loads(before[name]), orjson.loads(now[name])
        found += [f"{name}: an older message: {each}" for each in stricter(old, new)]
        found += [f"{name}: a new message at an older reader: {each}" for each in stricter(new, old)]
    return found


def main() -> None:
    """Make the folders agree with the types."""
    parser = argparse.ArgumentParser(prog="python -m shared.events.generate", description="Write the events' schemas.")
    parser.add_argument("--breaking", action="store_true", help="also where other releases would not understand them")
    broken = breaks(committed(), generated())
    if broken and not parser.parse_args().breaking:
        sys.exit("\n".join(("This would break what is there; nothing was written.", *broken)))
    _write()


def _write() -> None:
    for folder in (SCHEMAS, EXAMPLES, OVERVIEW.parent):
        folder.mkdir(exist_ok=True)
    for name, schema in generated().items():
        (SCHEMAS / name).write_bytes(schema)
    for kind in published():
        file = EXAMPLES / f"{kind.name}.json"
        if not file.exists():
            file.write_bytes(_pretty(orjson.loads(example(kind))))
    for gone in committed().keys() - generated().keys():
        (SCHEMAS / gone).unlink()
    OVERVIEW.write_bytes(overview())


def _pretty(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    main()
