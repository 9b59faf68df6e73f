"""Keys that can be read and not used are noticed before a process starts, not by the first person who comes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from services.intake.settings import read_settings as read_intake
from services.notify.settings import read_settings as read_notify
from services.triage.settings import read_settings as read_triage
from shared.errors import BadSettings
from shared.settings import Process

READ: dict[str, Callable[[Process], object]] = {"intake": read_intake, "triage": read_triage, "notify": read_notify}
KEYS = [
    ("intake", "session_public_keys.json", Process.WEB),
    ("intake", "box_public_keys.json", Process.WEB),
    ("intake", "photo_box_private_keys.json", Process.WORKER),
    ("triage", "session_public_keys.json", Process.WEB),
    ("notify", "session_public_keys.json", Process.WEB),
    ("notify", "session_private_key.json", Process.WEB),
    ("notify", "box_public_keys.json", Process.WORKER),
    ("notify", "box_private_keys.json", Process.WORKER),
    ("notify", "photo_box_public_keys.json", Process.WEB),
]
UNUSABLE = ["{}", '{"keys": []}', '{"current": "a", "keys": {"a": "no"}}', '{"current": "a", "keys": {"a": 7}}']


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    layout = layout_under(tmp_path)
    make_secrets(layout)
    told = {
        "NABO_ENV": "production",
        "NABO_PACK": "strict",
        "NABO_PUBLIC_URL": "https://nabo.example.org",
        "NABO_MONGO_URL": "mongodb://db:27017",
        "NABO_KAFKA": "kafka:9092",
        "NABO_SMTP_HOST": "mail.example.org",
        "NABO_REPLY_DOMAIN": "replies.example.org",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    def folder_of(service: str) -> Path:
        folder = layout.secrets_of(service)
        monkeypatch.setenv("NABO_SECRETS", str(folder))
        return folder

    return folder_of


def mistakes(service: str, process: Process) -> list[str]:
    with pytest.raises(BadSettings) as wrong:
        READ[service](process)
    return list(wrong.value.mistakes)


@pytest.mark.parametrize("process", [Process.WEB, Process.WORKER])
@pytest.mark.parametrize("service", READ)
def test_those_that_are_made_can_be_used(secrets: Callable[[str], Path], service: str, process: Process) -> None:
    secrets(service)
    READ[service](process)


@pytest.mark.parametrize("said", UNUSABLE)
@pytest.mark.parametrize("service, name, process", KEYS)
def test_those_that_cannot_be_used_are_named(
    secrets: Callable[[str], Path], service: str, name: str, process: Process, said: str
) -> None:
    (secrets(service) / name).write_text(said)
    assert mistakes(service, process) == [f"secret {name}: holds no usable keys"]


def test_they_are_said_with_every_other_mistake(secrets: Callable[[str], Path]) -> None:
    folder = secrets("notify")
    (folder / "box_private_keys.json").write_text(json.dumps({}))
    (folder / "box_public_keys.json").write_text("[]")
    (folder / "session_private_key.json").unlink()
    assert mistakes("notify", Process.WORKER) == [
        "secret box_private_keys.json: holds no usable keys",
        "secret box_public_keys.json: is not a JSON object",
        "secret session_private_key.json: cannot be read (FileNotFoundError)",
    ]


def test_whoever_is_not_given_them_does_not_need_them(secrets: Callable[[str], Path]) -> None:
    (secrets("intake") / "photo_box_private_keys.json").write_text("{}")
    read_intake(Process.WEB)
    (secrets("notify") / "photo_box_public_keys.json").write_text("{}")
    read_notify(Process.WORKER)
