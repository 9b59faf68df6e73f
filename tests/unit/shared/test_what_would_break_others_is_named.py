"""A schema that changes says what it would do to messages, readers and callers of another release."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from shared.compatibility import stricter
from shared.events import generate

TEXT: Mapping[str, Any] = {"type": "string"}
NOTHING_OR_TEXT = {"anyOf": [{"$ref": "#/definitions/Text"}, {"type": "null"}]}


def an_object(required: list[str] | None = None, **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "definitions": {"Text": TEXT, "Tree": {"type": "object", "properties": {"of": {"$ref": "#/definitions/Tree"}}}},
    }


@pytest.mark.parametrize(
    "writer, reader, said",
    [
        (an_object(), an_object(["a"], a=TEXT), ".a may be missing, and is required"),
        (an_object(a=TEXT), an_object(a={"type": "integer"}), ".a may be string, and only integer is understood"),
        (an_object(a={"type": ["string", "null"]}), an_object(a=TEXT), ".a may be null, and only string is understood"),
        (an_object(a=NOTHING_OR_TEXT), an_object(a=TEXT), ".a may be null, and only string is understood"),
        (an_object(a={**TEXT, "nullable": True}), an_object(a=TEXT), ".a may be null, and only string is understood"),
        (an_object(a={"enum": ["x", "y"]}), an_object(a={"enum": ["x"]}), ".a may be y, and only x is understood"),
        (an_object(a=TEXT), an_object(a={**TEXT, "enum": ["x"]}), ".a may be anything, and only x is understood"),
        (an_object(a={"const": "1"}), an_object(a={"const": "2"}), ".a may be 1, and only 2 is understood"),
        (
            an_object(a={"type": "array", "items": {"type": ["string", "integer"]}}),
            an_object(a={"type": "array", "items": TEXT}),
            ".a[] may be integer, and only string is understood",
        ),
    ],
)
def test_what_a_reader_refuses_is_named_with_its_place(
    writer: dict[str, Any], reader: dict[str, Any], said: str
) -> None:
    assert stricter(writer, reader) == [said]


@pytest.mark.parametrize(
    "writer, reader",
    [
        (an_object(["a"], a=TEXT), an_object(a=NOTHING_OR_TEXT)),
        (an_object(a=TEXT, new=TEXT), an_object(a=TEXT)),
        (an_object(a={"type": "integer"}), an_object(a={"type": "number"})),
        (an_object(a={"type": "integer"}), an_object(a={})),
        (an_object(a={**TEXT, "nullable": True}), an_object(a={**TEXT, "nullable": True})),
        (an_object(a={"enum": ["x"]}), an_object(a={"enum": ["x", "y"]})),
        (an_object(a={"$ref": "#/definitions/Tree"}), an_object(a={"$ref": "#/definitions/Tree"})),
    ],
)
def test_what_is_still_understood_is_not_named(writer: dict[str, Any], reader: dict[str, Any]) -> None:
    assert stricter(writer, reader) == []


def test_a_breaking_change_is_refused_in_both_directions_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dict(generate.generated())
    name = "intake.report.withdrawn.v1.json"
    told = orjson.loads(before[name])
    told["definitions"]["ReportState"]["properties"]["category"] = {"type": "integer"}
    before |= {name: orjson.dumps(told), "intake.report.gone.v1.json": b"{}"}
    for file, schema in before.items():
        (tmp_path / file).write_bytes(schema)
    monkeypatch.setattr(generate, "SCHEMAS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["generate"])
    with pytest.raises(SystemExit) as refused:
        generate.main()
    said = str(refused.value)
    assert "intake.report.gone.v1.json: nobody could read it any more" in said
    assert f"{name}: an older message: .data.state.category may be integer" in said
    assert f"{name}: a new message at an older reader: .data.state.category may be" in said
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
