"""docker-compose.yml says only what Compose knows, and everything in it stands on something else in it."""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

TEXT = (Path(__file__).parents[2] / "docker-compose.yml").read_text()
ASKED = {"NABO_PUBLIC_URL": "https://nabo.example.org", "NABO_SMTP_HOST": "mail.example.org"}
"""What compose asks for and has no default for."""

ONCE = {"stores", "prepare"}
"""What runs and ends: nobody asks how it is."""


STORES = {"kafka", "mongodb"}
"""They begin with more, to put their secrets where they want them."""


def filled_in() -> dict[str, Any]:
    """As Compose reads it with the fewest settings."""
    asked = re.compile(r"\$\{(\w+)(?::(-|\?)([^}]*))?\}")
    return dict(yaml.safe_load(asked.sub(lambda found: found[3] if found[2] == "-" else ASKED[found[1]], TEXT)))


COMPOSE = filled_in()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def read(compose: dict[str, Any]) -> None:
    """Raises: ValueError with what Compose would not take."""
    PyCompose.from_yaml(yaml.safe_dump(compose)).to_spec()


def misspell_a_check(compose: dict[str, Any]) -> None:
    compose["services"]["kafka"]["healthcheck"]["intervall"] = "2s"


def misspell_a_service(compose: dict[str, Any]) -> None:
    compose["services"]["kafka"]["helthcheck"] = {}


def invent_a_policy(compose: dict[str, Any]) -> None:
    compose["services"]["kafka"]["restart"] = "sometimes"


def test_compose_takes_it() -> None:
    read(COMPOSE)


@pytest.mark.parametrize("spoil", [misspell_a_check, misspell_a_service, invent_a_policy])
def test_what_compose_does_not_know_is_noticed(spoil: Callable[[dict[str, Any]], None]) -> None:
    spoilt = copy.deepcopy(COMPOSE)
    spoil(spoilt)
    with pytest.raises(ValueError, match="kafka"):
        read(spoilt)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_it_waits_for_is_there(name: str) -> None:
    for awaited, how in SERVICES[name].get("depends_on", {}).items():
        assert how["condition"] != "service_healthy" or "healthcheck" in SERVICES[awaited]
    shared = SERVICES[name].get("pid", "service:" + name).removeprefix("service:")
    assert shared in SERVICES


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_it_mounts_is_there(name: str) -> None:
    mounted = {volume.partition(":")[0] for volume in SERVICES[name].get("volumes", ())}
    assert {each for each in mounted if "/" not in each} <= set(COMPOSE["volumes"])
    assert set(SERVICES[name].get("secrets", ())) <= set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_whatever_stays_says_how_it_is(name: str) -> None:
    assert "healthcheck" in SERVICES[name] or SERVICES[name]["restart"] == "no"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE - STORES))
def test_no_process_has_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert name == "gateway" or service["user"].partition(":")[0] not in {"", "0"}
