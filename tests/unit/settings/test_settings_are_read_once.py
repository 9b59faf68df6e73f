"""Settings: what is missing or wrong is said all at once, and nothing starts."""

import json
import re
import runpy
from collections.abc import Mapping
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey

from shared.clock import SteeredClock, Steering, SystemClock, steer
from shared.errors import BadSettings
from shared.pack import load_for_intake
from shared.settings import CommonSettings, Environment, Process, Reading, or_exit, read_common, read_owner
from shared.settings.common import SPARE_THREADS
from shared.settings.pages import web_settings

Setting = pytest.MonkeyPatch


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "mongo_password").write_text("first-secret\n")
    (folder / "kafka_password").write_text("second-secret\n")
    (folder / "form_key").write_text("ab" * 32)
    key = OKPKey.generate_key("Ed25519", {"kid": "first"}).as_dict(private=False)
    (folder / "session_public_keys.json").write_text(json.dumps({"keys": [key]}))
    return folder


@pytest.fixture
def environment(monkeypatch: Setting, secrets: Path) -> Setting:
    """An environment with which a service starts."""
    _set(
        monkeypatch,
        {
            "NABO_ENV": "test",
            "NABO_PACK": "kluuvi",
            "NABO_PUBLIC_URL": "http://127.0.0.1:8080/",
            "NABO_SECRETS": str(secrets),
            "NABO_MONGO_URL": "mongodb://127.0.0.1:27017/?replicaSet=rs0",
            "NABO_KAFKA": "127.0.0.1:9092",
        },
    )
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_a_service_knows_what_it_was_told() -> None:
    settings = _read()
    assert settings.environment is Environment.TEST
    assert settings.mongo.user == settings.mongo.database == "intake"
    assert settings.mongo.password == "first-secret"
    assert settings.form_key == bytes.fromhex("ab" * 32)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.pack_folder == Path("deploy/neighbourhoods/kluuvi")
    assert isinstance(settings.clock(), SystemClock)


@pytest.mark.usefixtures("environment")
def test_pages_know_no_password_of_the_broker(secrets: Path) -> None:
    assert _read(Process.WEB).kafka.password == ""
    (secrets / "kafka_password").unlink()
    assert _read(Process.WEB).mongo.password == "first-secret"
    with pytest.raises(BadSettings, match="secret kafka_password"):
        _read(Process.WORKER)


def test_the_owner_of_a_database_needs_to_know_nothing_else(environment: Setting, secrets: Path) -> None:
    (secrets / "mongo_owner_password").write_text("third-secret\n")
    for name in ("NABO_KAFKA", "NABO_PACK", "NABO_PUBLIC_URL"):
        environment.delenv(name)
    for name in ("mongo_password", "kafka_password", "form_key", "session_public_keys.json"):
        (secrets / name).unlink()
    owner = read_owner("intake")
    assert (owner.mongo.user, owner.mongo.database, owner.mongo.password) == ("intake-owner", "intake", "third-secret")
    assert "third-secret" not in repr(owner)


def test_what_the_owner_lacks_is_said_at_once(environment: Setting) -> None:
    _set(environment, {"NABO_MONGO_URL": "somewhere", "NABO_LOG_LEVEL": "LOUD"})
    with pytest.raises(BadSettings) as wrong:
        read_owner("intake")
    for named in ("NABO_MONGO_URL", "NABO_LOG_LEVEL", "mongo_owner_password"):
        assert any(named in line for line in wrong.value.mistakes), named


def test_a_broker_may_ask_for_the_longer_hash(environment: Setting) -> None:
    assert _read().kafka.common()["sasl_mechanism"] == "SCRAM-SHA-256"
    environment.setenv("NABO_KAFKA_MECHANISM", "SCRAM-SHA-512")
    assert _read().kafka.common()["sasl_mechanism"] == "SCRAM-SHA-512"


def test_a_broker_is_never_reached_without_a_proof_of_who_asks(environment: Setting) -> None:
    environment.setenv("NABO_KAFKA_MECHANISM", "PLAIN")
    with pytest.raises(BadSettings) as wrong:
        _read()
    assert [each.partition(":")[0] for each in wrong.value.mistakes] == ["NABO_KAFKA_MECHANISM"]


def test_pages_let_in_fewer_than_there_are_threads(environment: Setting) -> None:
    environment.setenv("NABO_WEB_THREADS", "7")
    settings, service = _read(), Path("services/intake")
    web = web_settings(settings, load_for_intake(settings.pack_folder).common, service)
    assert (web.service, web.max_concurrent) == ("intake", 7 - SPARE_THREADS)
    assert web.templates.is_dir()
    assert web.locales.is_dir()
    assert "112" in {each.number for each in web.emergency if each.says.keys() == set(web.languages)}


def test_gunicorn_and_the_gateway_count_on_the_same_places(environment: Setting) -> None:
    """Where the gateway let in more than a process has places, who tells of danger would be refused among the rest."""
    environment.setenv("NABO_BIND", "127.0.0.1:8000")
    gunicorn, settings = runpy.run_path("deploy/gunicorn.conf.py"), _read()
    places = re.findall(r"NABO_SHED_(?:LAST|PHOTOS):(\d+)", Path("deploy/gateway/Caddyfile").read_text())
    assert gunicorn["threads"] == settings.web_threads
    assert len(places) == 2
    assert settings.web_places == sum(map(int, places))


@pytest.mark.usefixtures("environment")
def test_a_secret_is_never_shown() -> None:
    shown = repr(_read())
    assert not [
        secret for secret in ("first-secret", "second-secret", "abab", str(bytes.fromhex("ab" * 32))) if secret in shown
    ]


def test_every_mistake_is_said_at_once(environment: Setting, secrets: Path) -> None:
    _set(environment, {"NABO_ENV": "prod", "NABO_KAFKA": "somewhere", "NABO_WEB_THREADS": "many"})
    environment.delenv("NABO_PACK")
    (secrets / "form_key").write_text("short")
    (secrets / "kafka_password").unlink()
    with pytest.raises(BadSettings) as wrong:
        _read()
    for named in ("NABO_ENV", "NABO_KAFKA", "NABO_WEB_THREADS", "NABO_PACK", "form_key", "kafka_password"):
        assert any(named in line for line in wrong.value.mistakes), named


@pytest.mark.parametrize("name", ["NABO_CLOCK_START", "NABO_CLOCK_SCALE", "NABO_CLOCK_FILE"])
def test_the_clock_is_never_steered_in_production(environment: Setting, name: str) -> None:
    _set(environment, {"NABO_ENV": "production", name: "2026-05-27T10:00:00+03:00"})
    with pytest.raises(BadSettings, match=name):
        _read()


def test_outside_production_all_processes_share_one_steered_clock(environment: Setting, tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    steer(file, Steering(real=0.0, shown=0.0, scale=1.0))
    environment.setenv("NABO_CLOCK_FILE", str(file))
    assert isinstance(_read().clock(), SteeredClock)


def test_a_process_that_cannot_start_says_why_in_plain_lines(
    environment: Setting, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.delenv("NABO_PACK")
    environment.setenv("NABO_SECRETS", "/nowhere")
    with pytest.raises(SystemExit) as end:
        or_exit(_read)
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "NABO_PACK: Environment variable not set.",
        "NABO_SECRETS: there is no folder /nowhere",
    ]


def _read(process: Process = Process.WORKER) -> CommonSettings:
    reading = Reading("intake", process)
    settings = read_common(reading)
    reading.stop_at_mistakes()
    return settings


def _set(monkeypatch: Setting, variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
