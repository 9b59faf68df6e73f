"""Two rooms may use one word for two things: each form is read by its own types, whichever was met first."""

from dataclasses import dataclass, field, make_dataclass

import pytest
from marshmallow import ValidationError

from shared.events.schema import schema


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was done."""

    action: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """One type twice: once by itself, once in a list."""

    outcome: Outcome | None = None
    past: list[Outcome] = field(default_factory=list)
    named: dict[str, Outcome] = field(default_factory=dict)


Stranger = make_dataclass("Outcome", [("route", str)], frozen=True)
Rule = make_dataclass("Rule", [("then", Stranger), ("otherwise", Stranger)], frozen=True)
Both = make_dataclass("Both", [("ours", Outcome), ("theirs", Stranger)], frozen=True)

TOLD = {"outcome": {"action": "a"}, "past": [{"action": "b"}], "named": {"c": {"action": "c"}}}


@pytest.mark.parametrize("unknown", ["raise", "exclude"])
def test_a_type_that_occurs_twice_is_not_mistaken_for_another_of_its_name(unknown: str) -> None:
    reads = schema(Story, unknown=unknown)  # type: ignore[arg-type]
    assert schema(Rule).load({"then": {"route": "x"}, "otherwise": {"route": "y"}})
    assert reads.load(TOLD) == Story(
        outcome=Outcome(action="a"), past=[Outcome(action="b")], named={"c": Outcome(action="c")}
    )
    assert reads.dump(reads.load(TOLD)) == TOLD


def test_writers_stay_strict_where_readers_are_open() -> None:
    future = {**TOLD, "past": [{"action": "b", "mood": "fine"}]}
    assert schema(Story, unknown="exclude").load(future).past == [Outcome(action="b")]
    with pytest.raises(ValidationError):
        schema(Story).load(future)


def test_two_types_of_one_name_in_one_form_are_refused() -> None:
    with pytest.raises(TypeError, match="Outcome"):
        schema(Both)
