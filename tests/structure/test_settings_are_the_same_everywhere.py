"""What the code reads, what compose and Kubernetes give, and what the READMEs say are the same settings."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.k8s.rendering import overlays, written
from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from shared.events.topics import SERVICES

REPO = Path(__file__).parents[2]
QUOTED = re.compile(r'"((?:NABO_|PROMETHEUS_)\w+)"')
NAMED = re.compile(r"\b(?:NABO_[A-Z_]*[A-Z]|PROMETHEUS_MULTIPROC_DIR)\b")
SECRET = re.compile(r'reading\.secret\w*\("([\w.]+)"')

DEFAULTS_SUFFICE = {"NABO_PACKS", "NABO_MONGO_DATABASE", "NABO_ASSETS"}
"""In an image these are where the defaults say."""

NEVER_IN_PRODUCTION = {"NABO_CLOCK_FILE", "NABO_CLOCK_START", "NABO_CLOCK_SCALE", "NABO_STAFF_LINK_SIGN_IN"}
OF_GUNICORN = {"FORWARDED_ALLOW_IPS"}
OF_SHARED_FOLDERS = {"NABO_METRICS_DIR", "PROMETHEUS_MULTIPROC_DIR"}
"""The processes of one web container add their figures up; a worker shares no folder with anybody."""

PROSE = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md", "deploy/**/*.md", "services/**/*.md", "docker-compose.yml", "Makefile")
    for file in REPO.glob(pattern)
    if file.name != "CHANGELOG.md"
)


def sources(service: str) -> Iterator[str]:
    for file in ((REPO / "shared" / "settings").glob("*.py"), [REPO / "services" / service / "settings.py"]):
        yield from (each.read_text() for each in file)


def read_by(service: str) -> set[str]:
    """Every setting that a process of the service reads."""
    return {name for text in (*sources(service), GUNICORN) for name in QUOTED.findall(text)}


def secrets_of(service: str) -> set[str]:
    return {name for text in sources(service) for name in SECRET.findall(text)}


GUNICORN = (REPO / "deploy" / "gunicorn.conf.py").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())["services"]
WANTED = {service: read_by(service) - DEFAULTS_SUFFICE - NEVER_IN_PRODUCTION for service in SERVICES}


@cache
def documents(overlay: Path) -> list[dict[str, Any]]:
    return list(yaml.load_all(written(overlay).read_text(), yaml.CSafeLoader))


def given_by_kubernetes(overlay: Path, name: str) -> dict[str, str]:
    """The whole environment of a Deployment's one container."""
    found = documents(overlay)
    maps = {each["metadata"]["name"]: each["data"] for each in found if each["kind"] == "ConfigMap"}
    [pod] = [each for each in found if each["kind"] == "Deployment" and each["metadata"]["name"] == name]
    [container] = pod["spec"]["template"]["spec"]["containers"]
    given: dict[str, str] = {}
    for source in container.get("envFrom", ()):
        given |= maps[source["configMapRef"]["name"]]
    return given | {each["name"]: each["value"] for each in container.get("env", ())}


def test_the_code_reads_what_we_think_it_reads() -> None:
    assert {"NABO_KAFKA", "NABO_SECRETS", "NABO_BIND", "NABO_METRICS_DIR"} <= read_by("triage")
    assert "NABO_SMTP_HOST" in read_by("notify") - read_by("intake")
    assert "box_private_keys.json" in secrets_of("notify") - secrets_of("intake")


@pytest.mark.parametrize("process", ["web", "worker", "indexes"])
@pytest.mark.parametrize("service", SERVICES)
def test_compose_gives_each_setting_and_no_other(service: str, process: str) -> None:
    given = set(COMPOSE[f"{process}-{service}"]["environment"]) - OF_GUNICORN
    assert_same(given, wanted_by(service, process), f"{process}-{service} of docker-compose.yml")


@pytest.mark.parametrize("overlay", overlays(), ids=lambda overlay: overlay.name)
@pytest.mark.parametrize("process", ["web", "worker"])
@pytest.mark.parametrize("service", SERVICES)
def test_kubernetes_gives_each_setting_and_no_other(service: str, process: str, overlay: Path) -> None:
    given = set(given_by_kubernetes(overlay, f"{process}-{service}")) - OF_GUNICORN
    assert_same(
        given,
        wanted_by(service, process),
        f"{process}-{service} of deploy/k8s ({overlay.name}; written anew by make kubernetes)",
    )


def wanted_by(service: str, process: str) -> set[str]:
    return WANTED[service] - OF_SHARED_FOLDERS | (OF_SHARED_FOLDERS if process == "web" else set())


def assert_same(given: set[str], read: set[str], place: str) -> None:
    """Fails with the place and what is to be done there."""
    assert given == read, f"{place} lacks {sorted(read - given)} and gives {sorted(given - read)}, which nobody reads"


@pytest.mark.parametrize("service", SERVICES)
def test_its_readme_names_each_setting_and_secret(service: str) -> None:
    said = (REPO / "services" / service / "README.md").read_text()
    unsaid = read_by(service) - {"NABO_METRICS_DIR"} - set(NAMED.findall(said))
    unsaid |= {name for name in secrets_of(service) if f"`{name}`" not in said}
    assert unsaid == set(), f"say in services/{service}/README.md what they are for"


@pytest.mark.parametrize("file", PROSE, ids=lambda file: str(file.relative_to(REPO)))
def test_no_setting_is_named_that_nobody_reads(file: Path) -> None:
    unread = set(NAMED.findall(file.read_text())) - known()
    assert unread == set(), f"nobody reads what {file.relative_to(REPO)} names"


@cache
def known() -> set[str]:
    """Whatever Python, the gateway or compose itself reads."""
    rooms = ("shared", "services", "deploy", "bench")
    code = [file.read_text() for room in rooms for file in (REPO / room).rglob("*.py")]
    asked = re.findall(r"\$\{(NABO_\w+)", (REPO / "docker-compose.yml").read_text())
    gateway = re.findall(r"\{\$(NABO_\w+)", (REPO / "deploy" / "gateway" / "Caddyfile").read_text())
    dockerfile = re.findall(r"ARG (NABO_\w+)", (REPO / "deploy" / "Dockerfile").read_text())
    return {name for text in code for name in QUOTED.findall(text)} | {*asked, *gateway, *dockerfile} | BUILT_FROM_PARTS


BUILT_FROM_PARTS = {f"NABO_{service.upper()}" for service in SERVICES}
"""The gateway's addresses of the three."""


def test_every_secret_that_is_read_is_made(tmp_path: Path) -> None:
    layout = layout_under(tmp_path)
    make_secrets(layout)
    made = {service: {file.name for file in layout.secrets_of(service).iterdir()} for service in SERVICES}
    for service in SERVICES:
        assert_same(made[service], secrets_of(service), f"make_secrets (deploy/local/keys.py), for {service},")
