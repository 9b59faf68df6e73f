"""What runs on a developer's machine also runs in production, from an image of its own and with the same settings."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.plan import plan_from
from deploy.local.service_programs import service_programs
from shared.events.topics import SERVICES

REPO = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())
DOCKERFILE = (REPO / "deploy" / "Dockerfile").read_text()


def stage(name: str) -> str:
    """The lines of one target of the Dockerfile."""
    [found] = re.findall(rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_an_image_with_nothing_of_the_others(service: str) -> None:
    lines = stage(service)
    assert f"COPY services/{service} services/{service}" in lines
    assert not any(f"services/{other}" in lines or f"services.{other}" in lines for other in set(SERVICES) - {service})


@pytest.mark.parametrize("service", ["intake", "triage"])
def test_those_who_look_addresses_up_have_them_in_production(service: str) -> None:
    folder = COMPOSE["services"][f"web-{service}"]["environment"]["NABO_GAZETTEERS"]
    assert f"python3 -m deploy.neighbourhoods build --into {folder}" in stage("files")
    assert f"COPY --from=files {folder} {folder}" in stage(service)


@pytest.mark.parametrize("service", SERVICES)
def test_web_and_worker_of_every_service_run_in_production(service: str) -> None:
    web, worker = COMPOSE["services"][f"web-{service}"], COMPOSE["services"][f"worker-{service}"]
    assert web["build"]["target"] == worker["build"]["target"] == service
    assert worker["command"] == ["python3", "-m", f"services.{service}.entrypoints.worker"]
    assert f"services.{service}.entrypoints.wsgi:create_app()" in stage(service)


def test_every_local_process_of_a_service_has_its_like_in_production() -> None:
    names = {program.name for program in service_programs(plan_from({}))}
    assert names <= set(COMPOSE["services"])


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_image_from_elsewhere_is_pinned(name: str) -> None:
    service = COMPOSE["services"][name]
    assert "build" in service or service["image"].startswith("nabo-") or re.search(r":v?\d+\.\d+", service["image"])


def test_every_setting_of_the_gateway_is_given_or_has_a_default() -> None:
    asked = set(re.findall(r"\{\$(NABO_\w+)\}", (REPO / "deploy" / "gateway" / "Caddyfile").read_text()))
    assert asked <= set(COMPOSE["services"]["gateway"]["environment"])
