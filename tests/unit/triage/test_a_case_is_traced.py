"""What operators see of a case's way: times, codes and ids, and what it still waits for."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

from services.triage.adapters.mongo_traces import MongoTraces
from shared.ids import Reference
from tests.factories.cases import NOON

REFERENCE = Reference("N-7K3M-Q9WY-4")
EVENT = {
    "at": NOON,
    "type": "triage.case.opened.v1",
    "id": "event",
    "version": 1,
    "by": "routing_policy",
    "correlation_id": "way",
    "causation_id": None,
    "data": {"reference": REFERENCE},
}


class Documents:
    """One collection with one case, or none."""

    def __init__(self, case: Mapping[str, Any] | None) -> None:
        self._case = case

    def find_one(self, wanted: Mapping[str, Any], _fields: object) -> Mapping[str, Any] | None:
        return self._case if self._case and wanted == {"reference": self._case["reference"]} else None


class Histories:
    """The histories of a collection of cases."""

    name = "cases"

    def history(self, _case_id: str) -> Sequence[Mapping[str, Any]]:
        return [EVENT]


def traced(case: Mapping[str, Any] | None, reference: Reference = REFERENCE) -> list[Mapping[str, object]]:
    return list(MongoTraces(cast("Any", {"cases": Documents(case)}), cast("Any", Histories())).of(reference))


def test_every_step_of_a_case_is_told_by_its_codes_and_ids_without_its_data() -> None:
    [step] = traced({"_id": "case", "reference": REFERENCE})
    assert (step["at"], step["what"], step["subject"]) == (NOON.isoformat(), "triage.case.opened.v1", "case")
    assert "data" not in step


def test_what_waits_to_be_published_or_is_due_is_told_last() -> None:
    waits = {"pending_since": NOON, "next_due_at": NOON + timedelta(hours=1)}
    steps = traced({"_id": "case", "reference": REFERENCE, **waits})
    assert [step["what"] for step in steps[1:]] == ["waits to be published", "is due next"]


def test_of_a_case_that_is_not_there_nothing_is_told() -> None:
    assert traced(None) == []
    assert traced({"_id": "case", "reference": REFERENCE}, Reference("N-0000-0000-0")) == []
