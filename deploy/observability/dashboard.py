"""The Grafana dashboard, made from the table of metrics: a panel for each, so that none is forgotten."""

import json
from pathlib import Path
from typing import Any

from prometheus_client.metrics import MetricWrapperBase

from shared.observability import metrics

FILE = Path(__file__).with_name("dashboard.json")
WIDTH, HEIGHT, COLUMNS = 12, 8, 2
DATASOURCE = {"type": "prometheus", "uid": "${source}"}


def every_metric() -> list[MetricWrapperBase]:
    """In the order of the table."""
    return [each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)]


def name_of(metric: MetricWrapperBase) -> str:
    """As it stands at `/metrics`."""
    family = next(iter(metric.describe()))
    return f"{family.name}_total" if family.type == "counter" else family.name


def dashboard() -> dict[str, Any]:
    """As Grafana imports it."""
    return {
        "title": "Nabo",
        "uid": "nabo",
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus"}]},
        "panels": [_panel(number, each) for number, each in enumerate(every_metric())],
    }


def written() -> str:
    """The file's whole text."""
    return json.dumps(dashboard(), indent=1) + "\n"


def _panel(number: int, metric: MetricWrapperBase) -> dict[str, Any]:
    family, name = next(iter(metric.describe())), name_of(metric)
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": name,
        "description": f"{family.documentation} See docs/runbook.md#{name}.",
        "datasource": DATASOURCE,
        "gridPos": {
            "h": HEIGHT, "w": WIDTH, "x": number % COLUMNS * WIDTH, "y": number // COLUMNS * HEIGHT,
        },
        "fieldConfig": {"defaults": {"unit": "s" if "_seconds" in name else "short", "min": 0}, "overrides": []},
        "targets": [{"refId": "A", "expr": _query(metric), "legendFormat": "__auto", "datasource": DATASOURCE}],
    }  # fmt: skip


def _query(metric: MetricWrapperBase) -> str:
    family, name = next(iter(metric.describe())), name_of(metric)
    labels = [each for each in metric._labelnames if each != "status" or family.type == "counter"]  # noqa: SLF001
    by = f" by ({', '.join(labels)})" if labels else ""
    match family.type:
        case "histogram":
            of = ", ".join([*labels, "le"])
            return f"histogram_quantile(0.99, sum by ({of}) (rate({name}_bucket[5m])))"
        case "counter":
            return f"sum{by} (rate({name}[5m]))"
        case _:
            return f"time() - max{by} ({name})" if "_timestamp_" in name else f"max{by} ({name})"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
