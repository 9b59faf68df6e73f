"""What notify is told of answers by mail: all of it or nothing, and every mistake at once."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from services.notify.settings import Settings, read_settings
from shared.errors import BadSettings
from shared.settings import Process

Read = Callable[..., Settings]
DOMAIN = {"NABO_REPLY_DOMAIN": "replies.example.org"}
KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    layout = layout_under(tmp_path)
    make_secrets(layout)
    return layout.secrets_of("notify")


@pytest.fixture
def read(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    told = {
        "NABO_ENV": "production",
        "NABO_PACK": "strict",
        "NABO_PUBLIC_URL": "https://nabo.example.org",
        "NABO_SECRETS": str(secrets),
        "NABO_MONGO_URL": "mongodb://db:27017",
        "NABO_KAFKA": "kafka:9092",
        "NABO_SMTP_HOST": "mail.example.org",
    }

    def settings(process: Process = Process.WORKER, **changes: str) -> Settings:
        for name, value in (told | changes).items():
            monkeypatch.setenv(name, value)
        return read_settings(process)

    return settings


@pytest.mark.parametrize("process", [Process.WEB, Process.WORKER])
def test_without_a_domain_nobody_answers_and_no_secret_is_needed(read: Read, secrets: Path, process: Process) -> None:
    (secrets / "reply_keys.json").unlink()
    (secrets / "mail_key").unlink()
    (secrets / "photo_box_public_keys.json").unlink()
    assert read(process).replies is None
    assert read(process, NABO_REPLY_DOMAIN="").replies is None


def test_both_know_the_keys_of_addresses_and_the_pages_alone_who_hands_mails_over(read: Read) -> None:
    worker, web = read(**DOMAIN).replies, read(Process.WEB, **DOMAIN).replies
    assert worker is not None
    assert web is not None
    assert worker.keys == web.keys
    assert (bool(worker.mail_key), bool(web.mail_key)) == (False, True)
    assert (bool(worker.photo_box_public_keys), bool(web.photo_box_public_keys)) == (False, True)
    assert worker.keys["keys"][worker.keys["current"]] not in repr(worker)


def test_a_domain_is_one_however_it_is_written(read: Read) -> None:
    replies = read(NABO_REPLY_DOMAIN="Replies.Example.ORG").replies
    assert replies is not None
    assert replies.domain == "replies.example.org"


@pytest.mark.parametrize(
    "domain", ["example", "a@example.org", ".example.org", "exa mple.org", "-a.org", "æ.dk", f"{'a' * 150}.dk"]
)
def test_what_is_no_domain_is_said(read: Read, domain: str) -> None:
    with pytest.raises(BadSettings) as wrong:
        read(NABO_REPLY_DOMAIN=domain)
    assert [each.partition(":")[0] for each in wrong.value.mistakes] == ["NABO_REPLY_DOMAIN"]


@pytest.mark.parametrize(
    "ring",
    [
        {"keys": {"k1": KEY}},
        {"current": "k2", "keys": {"k1": KEY}},
        {"current": "k1", "keys": {"k1": "short"}},
        {"current": "k1", "keys": {"k1": KEY, "k2": 7}},
        {"current": "k1", "keys": [KEY]},
        {"current": ["k1"], "keys": {"k1": KEY}},
    ],
)
def test_what_is_no_ring_of_keys_is_said(read: Read, secrets: Path, ring: object) -> None:
    (secrets / "reply_keys.json").write_text(json.dumps(ring))
    with pytest.raises(BadSettings, match=r"secret reply_keys\.json"):
        read(**DOMAIN)
