"""A description that breaks programs is told from one that only says more."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.contract.http.promises import breaks

BEFORE: dict[str, Any] = {
    "paths": {
        "/reports": {
            "post": {
                "parameters": [{"in": "header", "name": "Idempotency-Key", "required": True}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}}},
                "responses": {
                    "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}}},
                    "422": {"description": "Not right"},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Report": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]},
            "Receipt": {"type": "object", "properties": {"reference": {"type": "string"}}, "required": ["reference"]},
        }
    },
}


def changed(change: Callable[[dict[str, Any], dict[str, Any]], object]) -> list[str]:
    now = copy.deepcopy(BEFORE)
    change(now["paths"]["/reports"]["post"], now["components"]["schemas"])
    return list(breaks(BEFORE, now))


def test_saying_more_breaks_nobody() -> None:
    assert changed(lambda _, of: of["Report"]["properties"].update(language={"type": "string"})) == []
    assert changed(lambda _, of: of["Receipt"]["properties"].update(more={"type": "string"})) == []
    assert changed(lambda post, _: post["responses"].update({"503": {}})) == []
    assert changed(lambda post, _: post["parameters"].append({"in": "query", "name": "dry"})) == []


@pytest.mark.parametrize(
    "change, said",
    [
        (
            lambda _, of: of["Report"].update(required=["text", "place"]),
            "POST /reports: a body that was taken: .place may be missing, and is required",
        ),
        (
            lambda _, of: of["Receipt"].update(required=[]),
            "POST /reports: its answer 201 to an older program: .reference may be missing, and is required",
        ),
        (lambda post, _: post["responses"].pop("422"), "POST /reports: it does not answer 422 any more"),
        (
            lambda post, _: post["parameters"].append({"in": "query", "name": "who", "required": True}),
            "POST /reports: it asks for the query parameter who",
        ),
    ],
)
def test_what_breaks_is_named(change: Callable[[dict[str, Any], dict[str, Any]], object], said: str) -> None:
    assert changed(change) == [said]


def test_an_operation_that_is_gone_is_named() -> None:
    assert list(breaks(BEFORE, {"paths": {}})) == ["POST /reports is gone"]
