"""`python -m shared.events.generate`: writes the JSON Schema of every published event, and an example of each new one.

An example is never written again: it stands for messages that were sent once and must stay readable.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from shared.events.event import EventType
from shared.events.example import example
from shared.events.json_schema import wire_schema
from shared.events.language import every_type

SCHEMAS = Path(__file__).with_name("schemas")
EXAMPLES = Path(__file__).with_name("examples")


def published() -> Sequence[EventType]:
    """Every event type that travels, by name."""
    return sorted((kind for kind in every_type().values() if kind.topic), key=lambda kind: kind.name)


def generated() -> Mapping[str, bytes]:
    """The schema files as they should be, by file name."""
    return {f"{kind.name}.json": _pretty(wire_schema(kind)) for kind in published()}


def main() -> None:
    """Make the folders agree with the types."""
    for folder in (SCHEMAS, EXAMPLES):
        folder.mkdir(exist_ok=True)
    for name, schema in generated().items():
        (SCHEMAS / name).write_bytes(schema)
    for kind in published():
        file = EXAMPLES / f"{kind.name}.json"
        if not file.exists():
            file.write_bytes(_pretty(orjson.loads(example(kind))))
    for file in SCHEMAS.glob("*.json"):
        if file.name not in generated():
            file.unlink()


def _pretty(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    main()
