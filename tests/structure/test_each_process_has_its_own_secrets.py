"""Each process is given the secrets that it reads, in compose and in Kubernetes alike, and not one more."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.k8s.rendering import overlays, written
from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from shared.errors import BadSettings
from shared.events.topics import SERVICES
from shared.settings import Process, read_owner
from tests.kubernetes import PODS, template_of

REPO = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())
PROCESSES = ("web", "worker", "indexes", "backup")
AS_A_WORKER = "backup"
FOLDER = "/run/secrets/nabo/"
TOLD = {
    "NABO_ENV": "production",
    "NABO_PACK": "kluuvi",
    "NABO_PUBLIC_URL": "https://nabo.example.org",
    "NABO_MONGO_URL": "mongodb://mongodb:27017",
    "NABO_KAFKA": "kafka:9092",
    "NABO_SMTP_HOST": "mail.example.org",
    "NABO_SMTP_USER": "nabo",
    "NABO_OIDC_ISSUER": "https://login.example.org",
    "NABO_OIDC_CLIENT_ID": "nabo",
    "NABO_SMS_URL": "https://sms.example.org/messages",
    "NABO_SMS_FROM": "Nabo",
    "NABO_REPLY_DOMAIN": "replies.example.org",
}
Files = Mapping[str, str]


def start(service: str, process: str) -> Callable[[], object]:
    """What this process does first. Raises: BadSettings."""
    if process == "indexes":
        return lambda: read_owner(service)
    read = import_module(f"services.{service}.settings").read_settings
    return lambda: read(Process.WORKER if process == AS_A_WORKER else Process(process))


def in_compose(name: str) -> Files:
    """What a process is given: the owner and the name of each secret, by where it finds it under its folder."""
    given = COMPOSE["services"][name]["secrets"]
    files = {each: COMPOSE["secrets"][each]["file"].split("}/")[1] for each in (one["source"] for one in given)}
    assert all(one["target"].startswith(FOLDER) for one in given)
    assert "secrets" not in str(COMPOSE["services"][name].get("volumes", ()))
    return {one["target"].removeprefix(FOLDER): files[one["source"]] for one in given}


def in_kubernetes(overlay: Path, name: str) -> Files:
    """Likewise."""
    found = yaml.load_all(written(overlay).read_text(), yaml.CSafeLoader)
    [pod] = [template_of(each)["spec"] for each in found if each["kind"] in PODS and each["metadata"]["name"] == name]
    [volume] = [each for each in pod["volumes"] if each["name"] == "secrets"]
    sources = [each["secret"] for each in volume.get("projected", {}).get("sources", ())] or [
        {**volume["secret"], "name": volume["secret"]["secretName"]}
    ]
    return {
        item["path"]: f"{source['name'].removeprefix('secrets-')}/{item['key']}"
        for source in sources
        for item in source["items"]
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one, and an environment that says so."""
    made = tmp_path / "given"
    made.mkdir()
    for name, value in {**TOLD, "NABO_SECRETS": str(made)}.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """All secrets of a deployment, as `make secrets` makes them."""
    layout = layout_under(tmp_path)
    make_secrets(layout)
    (layout.secrets_of("notify") / "smtp_password").write_text("of the mail server")
    (layout.secrets_of("notify") / "oidc_client_secret").write_text("of the organisation")
    return layout.secrets


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("service", SERVICES)
def test_it_starts_with_what_it_is_given_and_with_nothing_less(
    service: str, process: str, folder: Path, everything: Path
) -> None:
    given = in_compose(f"{process}-{service}")
    for there, here in given.items():
        (folder / there).write_text((everything / here).read_text())
    start(service, process)()
    for there in given:
        (folder / there).rename(folder / "taken")
        with pytest.raises(BadSettings, match=f"secret {there}: cannot be read"):
            start(service, process)()
        (folder / "taken").rename(folder / there)


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("service", SERVICES)
def test_what_it_is_given_is_its_services(service: str, process: str) -> None:
    assert {here.partition("/")[0] for here in in_compose(f"{process}-{service}").values()} == {service}


@pytest.mark.parametrize("overlay", overlays(), ids=lambda overlay: overlay.name)
@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("service", SERVICES)
def test_kubernetes_gives_the_same(service: str, process: str, overlay: Path) -> None:
    assert in_kubernetes(overlay, f"{process}-{service}") == in_compose(f"{process}-{service}")


def test_whoever_prepares_the_stores_is_given_the_passwords_that_it_sets_alike_in_both() -> None:
    given = in_compose("stores")
    names = {"mongo_password", "mongo_owner_password", "kafka_password"}
    wanted = {f"{service}/{name}" for service in SERVICES for name in names}
    assert set(given) == wanted | {"platform/mongo_password", "platform/kafka_password"}
    assert all(there == here for there, here in given.items())
    [overlay] = [each for each in overlays() if each.name == "own-stores"]
    assert in_kubernetes(overlay, "stores") == given


@pytest.mark.parametrize("service", SERVICES)
def test_no_process_that_stays_can_change_what_the_database_is_made_of(service: str) -> None:
    for process in ("web", "worker"):
        assert "mongo_owner_password" not in in_compose(f"{process}-{service}")
    assert list(in_compose(f"indexes-{service}")) == ["mongo_owner_password"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_web_process_reads_what_pages_need_and_no_more(service: str) -> None:
    """With the worker's settings it would not start on what it is given."""
    assert "read_settings(Process.WEB)" in (REPO / "services" / service / "entrypoints" / "wsgi.py").read_text()
