"""With the profile `monitoring`, compose gathers every service's figures, judges them by our rules and shows them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.observability.dashboard import DATASOURCE
from shared.events.topics import SERVICES

REPO = Path(__file__).parents[2]
OBSERVABILITY = REPO / "deploy" / "observability"
COMPOSE: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())
PROMETHEUS: dict[str, Any] = yaml.safe_load((OBSERVABILITY / "prometheus.yaml").read_text())
WATCHERS = ("prometheus", "grafana")


def mounted(name: str) -> dict[str, str]:
    """What stands where in the container, by where it stands in the repository; folders of its own left out."""
    split = (volume.split(":") for volume in COMPOSE["services"][name]["volumes"])
    return {there: here for here, there, *how in split if how == ["ro"]}


@pytest.mark.parametrize("name", WATCHERS)
def test_it_runs_only_when_asked_for_and_answers_this_machine_alone(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["profiles"] == ["monitoring"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


@pytest.mark.parametrize("name", WATCHERS)
def test_what_it_is_told_is_in_this_repository(name: str) -> None:
    assert mounted(name)
    assert all((REPO / here).is_file() for here in mounted(name).values())


def test_every_process_is_asked_where_it_answers() -> None:
    [job] = PROMETHEUS["scrape_configs"]
    asked = {tuple(each["targets"]): each["labels"]["__metrics_path__"] for each in job["static_configs"]}
    web, worker = (COMPOSE["x-settings"][name].partition(":")[2] for name in ("NABO_BIND", "NABO_WORKER_BIND"))
    assert asked == {
        (f"web-{service}:{web}", f"worker-{service}:{worker}"): f"/metrics/{service}" for service in SERVICES
    }
    assert "default" in COMPOSE["services"]["prometheus"]["networks"]


@pytest.mark.parametrize("service", SERVICES)
def test_the_figures_of_the_web_processes_are_added_up_where_they_may_write(service: str) -> None:
    web, worker = (COMPOSE["services"][f"{kind}-{service}"] for kind in ("web", "worker"))
    given = web["environment"]
    assert given["NABO_METRICS_DIR"] == given["PROMETHEUS_MULTIPROC_DIR"]
    assert Path(web["tmpfs"][0]) in Path(given["NABO_METRICS_DIR"]).parents
    assert "NABO_METRICS_DIR" not in worker["environment"], "it tells its own"


def test_prometheus_goes_by_our_rules() -> None:
    there = mounted("prometheus")
    assert {there[file] for file in PROMETHEUS["rule_files"]} == {"./deploy/observability/alerts.yaml"}
    command = COMPOSE["services"]["prometheus"]["command"]
    [config] = [word.partition("=")[2] for word in command if word.startswith("--config.file=")]
    assert there[config] == "./deploy/observability/prometheus.yaml"


def test_grafana_shows_our_dashboard_from_that_prometheus_and_reaches_nothing_else() -> None:
    there = mounted("grafana")
    [source] = yaml.safe_load((OBSERVABILITY / "grafana" / "sources.yaml").read_text())["datasources"]
    [provider] = yaml.safe_load((OBSERVABILITY / "grafana" / "dashboards.yaml").read_text())["providers"]
    assert source["url"] == "http://prometheus:9090"
    assert source["type"] == DATASOURCE["type"]
    assert there[f"{provider['options']['path']}/dashboard.json"] == "./deploy/observability/dashboard.json"
    assert json.loads((OBSERVABILITY / "dashboard.json").read_text())["uid"]
    assert COMPOSE["services"]["grafana"]["networks"] == ["monitoring"]


def test_grafana_lets_nobody_in_with_a_password_that_everybody_knows() -> None:
    grafana = COMPOSE["services"]["grafana"]
    assert grafana["environment"]["GF_SECURITY_ADMIN_PASSWORD__FILE"] == f"/run/secrets/{grafana['secrets'][0]}"
