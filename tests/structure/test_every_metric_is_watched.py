"""Metrics, alert rules, the runbook and the dashboard say the same: none is missing, none is left over."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.observability.dashboard import FILE, every_metric, name_of, written

REPO = Path(__file__).parents[2]
METRICS = {name_of(each) for each in every_metric()}
LABELS = {name_of(each): set(each._labelnames) for each in every_metric()}  # noqa: SLF001 -- it tells them in no other way
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((REPO / "deploy/observability/alerts.yaml").read_text())["groups"]
    for rule in group["rules"]
]
LINES = re.findall(r"^\| `(nabo_\w+)` \| (.+?) \|", (REPO / "docs/runbook.md").read_text(), re.MULTILINE)
_SUFFIX = re.compile(r"_(bucket|sum|count)$")
_LABELS_NAMED = re.compile(r"by \(([^)]*)\)|on \(([^)]*)\)|\{([^}]*)\}")


def named_in(query: str) -> set[str]:
    """The metrics of a query, without what a histogram's series add."""
    return {_SUFFIX.sub("", each) if each not in METRICS else each for each in re.findall(r"nabo_\w+", query)}


def labels_in(query: str) -> set[str]:
    groups = (part for found in _LABELS_NAMED.findall(query) for part in found if part)
    return {name.split("=")[0].strip() for group in groups for name in group.split(",")} - {"le"}


def test_every_metric_has_a_rule_and_every_rule_a_metric() -> None:
    assert METRICS
    assert {name for rule in RULES for name in named_in(rule["expr"])} == METRICS


def test_every_metric_has_one_line_in_the_runbook_and_every_line_a_metric() -> None:
    assert sorted(name for name, _ in LINES) == sorted(METRICS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_a_rule_leads_to_the_line_of_its_own_metric_and_says_how_urgent_it_is(rule: dict[str, Any]) -> None:
    metric = rule["annotations"]["runbook"].removeprefix("docs/runbook.md#")
    assert metric in named_in(rule["expr"])
    assert rule["alert"] in dict(LINES)[metric], "the runbook names the alert beside its metric"
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_a_rule_names_only_labels_that_its_metrics_have(rule: dict[str, Any]) -> None:
    known = set().union(*(LABELS[name] for name in named_in(rule["expr"])))
    assert labels_in(rule["expr"]) <= known
    assert set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"])) <= labels_in(rule["expr"])


def test_every_metric_has_its_own_line_once_among_the_rules_that_lead_there() -> None:
    led_to = [rule["annotations"]["runbook"].removeprefix("docs/runbook.md#") for rule in RULES]
    assert sorted(led_to) == sorted(METRICS)


def test_the_dashboard_is_as_it_is_made_and_asks_only_for_what_there_is() -> None:
    assert FILE.read_text() == written(), "make it anew: python -m deploy.observability.dashboard"
    panels = json.loads(FILE.read_text())["panels"]
    assert {name for panel in panels for target in panel["targets"] for name in named_in(target["expr"])} == METRICS
