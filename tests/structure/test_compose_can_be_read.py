"""docker-compose.yml says only what Compose knows, and everything in it stands on something else in it."""

import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from tests.kubernetes import WEB_MEMORY, bytes_of

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXT = (DEPLOY.parent / "docker-compose.yml").read_text()
README = (DEPLOY / "README.md").read_text()
ASKED = {"NABO_PUBLIC_URL": "https://nabo.example.org", "NABO_SMTP_HOST": "mail.example.org"}
"""What compose asks for and has no default for."""

LAST_LOW_PORT = 1023

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


def twice(node: yaml.Node | None) -> Iterator[str]:
    """Names that stand twice in one place: Compose takes no such file, and PyYAML the later of both."""
    if isinstance(node, yaml.MappingNode):
        names = [name.value for name, _ in node.value]
        yield from sorted({each for each in names if names.count(each) > 1})
        for _, value in node.value:
            yield from twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from twice(each)


def test_compose_takes_it() -> None:
    read(COMPOSE)


@pytest.mark.parametrize("file", sorted({DEPLOY.parent / "docker-compose.yml", *DEPLOY.rglob("*.yaml")}), ids=str)
def test_nothing_stands_twice_where_it_can_mean_one_thing_only(file: Path) -> None:
    assert [name for each in yaml.compose_all(file.read_text()) for name in twice(each)] == []


def test_what_stands_twice_is_noticed() -> None:
    assert list(twice(yaml.compose("a: {b: [{c: 1, d: 2, c: 3}]}"))) == ["c"]


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


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_container_ends_with_another(name: str) -> None:
    """Whoever lives among another's processes is killed when that one ends, and cannot begin before it."""
    assert not SERVICES[name].keys() & {"pid", "ipc", "network_mode", "volumes_from"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_none_can_take_all_the_memory_or_fill_the_disk_with_its_log(name: str) -> None:
    assert SERVICES[name]["mem_limit"]
    assert SERVICES[name]["logging"] == {"driver": "local"}


def test_what_compose_asks_for_is_written_where_a_timetable_finds_it_too() -> None:
    """What is exported in somebody's shell is gone when backups run at night."""
    [written] = re.findall(r"^cat > \.env <<END.*?\n(.*?)^END$", README, re.DOTALL | re.MULTILINE)
    assert ASKED.keys() | {"NABO_UID", "NABO_GID"} <= {line.partition("=")[0] for line in written.splitlines()}
    assert ASKED.keys() == set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert "/.env" in (DEPLOY.parent / ".gitignore").read_text().splitlines()


def test_backups_run_when_asked_for_and_write_where_somebody_made_room() -> None:
    """A folder that Docker makes itself belongs to root, and nobody else may write there."""
    for service in ("intake", "triage", "notify"):
        backup = SERVICES[f"backup-{service}"]
        assert (backup["profiles"], backup["restart"]) == (["backup"], "no")
        [folder] = backup["volumes"]
        assert folder["target"] == backup["command"][-1]
        assert folder["bind"] == {"create_host_path": False}


@pytest.mark.parametrize("name", sorted(STORES))
def test_a_store_has_time_to_end(name: str) -> None:
    """After ten seconds it would be killed, and mend its data when it begins again."""
    assert SERVICES[name]["stop_grace_period"] == "1m"


@pytest.mark.parametrize("name", WEB_MEMORY)
def test_there_is_memory_for_all_photos_that_are_made_anew_at_once(name: str) -> None:
    web = SERVICES[name]
    assert bytes_of(web["mem_limit"]) >= WEB_MEMORY[name](int(web["environment"]["NABO_WEB_WORKERS"]))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_it_mounts_is_there(name: str) -> None:
    mounted = {each.partition(":")[0] for each in SERVICES[name].get("volumes", ()) if isinstance(each, str)}
    assert {each for each in mounted if "/" not in each} <= set(COMPOSE["volumes"])
    given = SERVICES[name].get("secrets", ())
    assert {each if isinstance(each, str) else each["source"] for each in given} <= set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_whatever_stays_says_how_it_is(name: str) -> None:
    assert "healthcheck" in SERVICES[name] or SERVICES[name]["restart"] == "no"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - STORES))
def test_no_process_has_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].partition(":")[0] not in {"", "0"}
    assert not service.get("cap_add")
    assert not service.get("privileged")


def test_the_gateway_listens_where_one_without_rights_may() -> None:
    gateway = SERVICES["gateway"]
    given = gateway["environment"]
    low, high = zip(*(pair.split(":") for pair in gateway["ports"]), strict=True)
    assert low == ("80", "443")
    assert high == (str(given["NABO_GATEWAY_HTTP_PORT"]), str(given["NABO_GATEWAY_HTTPS_PORT"]))
    assert min(map(int, high)) > LAST_LOW_PORT
    assert given["NABO_GATEWAY_ADDRESS"] == f":{high[0]}"
    assert gateway["healthcheck"]["test"][-1] == high[0]


def test_the_gateway_keeps_its_certificates_in_a_folder_of_its_own() -> None:
    [(volume, folder)] = [each.split(":") for each in SERVICES["gateway"]["volumes"]]
    built = (DEPLOY / "Dockerfile").read_text().partition("AS gateway")[2]
    user = SERVICES["gateway"]["user"]
    assert volume in COMPOSE["volumes"]
    assert f"mkdir {folder} && chown {user} {folder}" in built
    assert f"XDG_DATA_HOME={folder}" in built
    assert built.rstrip().endswith(f"USER {user.partition(':')[0]}")


def test_the_administrator_signs_in_as_the_broker_knows_it_whatever_the_services_do() -> None:
    """A disk is formatted once, with one mechanism; the services may change theirs later, or begin with the other."""
    [made] = re.findall(r'--add-scram "([A-Z0-9-]+)=', (DEPLOY / "compose" / "broker.sh").read_text())
    properties = (DEPLOY / "compose" / "server.properties").read_text()
    command = SERVICES["stores"]["command"]
    assert command[command.index("--administrator-mechanism") + 1] == made
    assert f"sasl.mechanism.inter.broker.protocol={made}\n" in properties
    assert "sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512\n" in properties
