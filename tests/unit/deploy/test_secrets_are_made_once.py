"""Each service gets the secrets it needs and no others, once."""

import json
import stat
from base64 import b64decode
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from deploy.local.keys import PLATFORM, make_secrets, read_secret
from deploy.local.layout import Layout, layout_under

WHAT_EACH_HAS = {
    "intake": {
        "box_public_keys.json",
        "contact_key",
        "form_key",
        "kafka_password",
        "mongo_owner_password",
        "mongo_password",
        "photo_box_private_keys.json",
        "photo_key",
        "session_public_keys.json",
    },
    "triage": {
        "form_key",
        "kafka_password",
        "mongo_owner_password",
        "mongo_password",
        "photo_key",
        "session_public_keys.json",
    },
    "notify": {
        "box_private_keys.json",
        "box_public_keys.json",
        "contact_key",
        "form_key",
        "kafka_password",
        "mail_key",
        "mongo_owner_password",
        "mongo_password",
        "photo_box_public_keys.json",
        "reply_keys.json",
        "session_private_key.json",
        "session_public_keys.json",
        "smtp_password",
        "oidc_client_secret",
        "sms_key",
        "sms_token",
    },
    PLATFORM: {"grafana_password", "kafka_cluster_id", "kafka_password", "mongo_key_file", "mongo_password"},
}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = layout_under(tmp_path)
    make_secrets(made)
    return made


def everything(layout: Layout) -> dict[Path, str]:
    return {file: file.read_text() for file in layout.secrets.rglob("*") if file.is_file()}


def test_each_has_what_it_needs_and_nothing_else(layout: Layout) -> None:
    found = {folder.name: {file.name for file in folder.iterdir()} for folder in layout.secrets.iterdir()}
    assert found == WHAT_EACH_HAS


def test_a_second_start_changes_nothing(layout: Layout) -> None:
    before = everything(layout)
    make_secrets(layout)
    assert everything(layout) == before


def test_only_the_owner_reads_them(layout: Layout) -> None:
    assert {stat.S_IMODE(file.stat().st_mode) for file in everything(layout)} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in layout.secrets.iterdir()} == {0o700}


def test_a_secret_that_somebody_put_there_stays(layout: Layout) -> None:
    file = layout.secrets_of("notify") / "smtp_password"
    file.write_text("theirs")
    make_secrets(layout)
    assert file.read_text() == "theirs"


def test_a_service_that_lacks_a_shared_secret_gets_the_others(layout: Layout) -> None:
    (layout.secrets_of("intake") / "contact_key").unlink()
    make_secrets(layout)
    assert read_secret(layout, "intake", "contact_key") == read_secret(layout, "notify", "contact_key")


def test_no_two_passwords_are_alike(layout: Layout) -> None:
    passwords = [text for file, text in everything(layout).items() if file.name.endswith("_password")]
    assert len(set(passwords)) == len(passwords)


def test_the_box_that_intake_closes_is_opened_by_notify(layout: Layout) -> None:
    public = json.loads(read_secret(layout, "intake", "box_public_keys.json"))
    private = json.loads(read_secret(layout, "notify", "box_private_keys.json"))
    assert public["current"] == private["current"]
    opened = PrivateKey(b64decode(private["keys"][private["current"]]))
    assert bytes(opened.public_key) == b64decode(public["keys"][public["current"]])


def test_the_key_that_signs_sessions_stays_with_notify(layout: Layout) -> None:
    private = json.loads(read_secret(layout, "notify", "session_private_key.json"))
    assert "d" in private
    for service in ("intake", "triage", "notify"):
        [public] = json.loads(read_secret(layout, service, "session_public_keys.json"))["keys"]
        assert "d" not in public
        assert public["kid"] == private["kid"]
