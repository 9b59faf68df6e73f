"""Every way in says who may enter, and every process that we start is one that a municipality can start too."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.events.topics import SERVICES
from tests.factories.matrix import actors_of, rows_of

REPO = Path(__file__).parents[2]
COMPOSE = REPO / "docker-compose.yml"
DOCKERFILE = REPO / "deploy" / "Dockerfile"
MAKERS = frozenset({"route", "add_url_rule", "get", "post", "put", "patch", "delete"})
DECLARED = frozenset({"declare", "route"})
PROCESSES = ("wsgi", "worker")


def web_modules() -> list[Path]:
    return [file for service in SERVICES for file in REPO.glob(f"services/{service}/entrypoints/web/**/*.py")]


def declares(tree: ast.AST) -> bool:
    """Whether the module names `declare` or `route` of shared.web.access."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "shared.web.access"
        and DECLARED & {alias.name for alias in node.names}
        for node in ast.walk(tree)
    )


def makes_routes(tree: ast.AST) -> Iterator[str]:
    """Calls such as `room.route(…)` and `app.add_url_rule(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MAKERS:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in {"room", "app", "blueprint", "api"}:
                yield f"{owner.id}.{node.func.attr} in line {node.lineno}"


@pytest.mark.parametrize("file", web_modules(), ids=lambda file: str(file.relative_to(REPO)))
def test_a_room_that_makes_routes_says_who_may_enter(file: Path) -> None:
    tree = ast.parse(file.read_text())
    assert declares(tree) or not list(makes_routes(tree))


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return loaded


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("service", SERVICES)
def test_every_process_is_in_the_compose_file(service: str, process: str) -> None:
    module = f"services.{service}.entrypoints.{process}"
    assert (REPO / module.replace(".", "/")).with_suffix(".py").is_file()
    commands = [str(each.get("command", "")) for each in compose()["services"].values()]
    assert any(module in command for command in commands)


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_says_who_gets_which_answer(service: str) -> None:
    rows, actors = rows_of(service).values(), actors_of(service)
    assert {"anonymous", "administrator", "whose roles have ended"} <= set(actors)
    assert all(set(row.answers) == set(actors) for row in rows)
    assert len(rows) > 40


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_an_image_of_its_own(service: str) -> None:
    targets = [line.split()[-1] for line in DOCKERFILE.read_text().splitlines() if line.upper().startswith("FROM ")]
    assert service in targets
    assert {each["build"]["target"] for each in compose()["services"].values() if "build" in each} >= set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_no_image_holds_another_service(service: str) -> None:
    """A stage copies its own service and what is shared, never a neighbour's."""
    stage = ""
    copied: dict[str, str] = {}
    for line in DOCKERFILE.read_text().splitlines():
        if line.upper().startswith("FROM "):
            stage = line.split()[-1]
        elif line.startswith("COPY "):
            copied.setdefault(stage, "")
            copied[stage] += line
    assert f"services/{service}" in copied[service]
    assert not [other for other in SERVICES if other != service and f"services/{other}" in copied[service]]
