"""What notify is told of a gateway for text messages: all of it or nothing, and every mistake at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from services.notify.settings import Settings, read_settings
from shared.errors import BadSettings
from shared.settings import Process

Read = Callable[..., Settings]
GOOD = {"NABO_SMS_URL": "https://sms.example.org/v1", "NABO_SMS_FROM": "Nabo"}


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    layout = layout_under(tmp_path)
    make_secrets(layout)
    told = {
        "NABO_ENV": "production",
        "NABO_PACK": "strict",
        "NABO_PUBLIC_URL": "https://nabo.example.org",
        "NABO_SECRETS": str(layout.secrets_of("notify")),
        "NABO_MONGO_URL": "mongodb://db:27017",
        "NABO_KAFKA": "kafka:9092",
        "NABO_SMTP_HOST": "mail.example.org",
    }

    def settings(process: Process = Process.WORKER, **changes: str) -> Settings:
        for name, value in (told | changes).items():
            monkeypatch.setenv(name, value)
        return read_settings(process)

    return settings


@pytest.mark.parametrize("changes", [{}, {"NABO_SMS_URL": "", "NABO_SMS_FROM": ""}])
def test_without_an_address_there_is_no_gateway(read: Read, changes: dict[str, str]) -> None:
    assert read(**changes).sms is None


def test_the_worker_has_the_token_and_the_pages_have_the_key(read: Read) -> None:
    worker, web = read(**GOOD).sms, read(Process.WEB, **GOOD).sms
    assert worker is not None
    assert web is not None
    assert (bool(worker.token), bool(worker.key)) == (True, False)
    assert (bool(web.token), bool(web.key)) == (False, True)
    assert worker.token not in repr(worker)


@pytest.mark.parametrize(
    "changes, name",
    [
        ({"NABO_SMS_URL": "http://sms.example.org/v1"}, "NABO_SMS_URL"),
        ({"NABO_SMS_URL": "sms.example.org"}, "NABO_SMS_URL"),
        ({"NABO_SMS_FROM": ""}, "NABO_SMS_FROM"),
        ({"NABO_SMS_FROM": "a name that is too long"}, "NABO_SMS_FROM"),
        ({"NABO_SMS_FROM": "Nab\r\no"}, "NABO_SMS_FROM"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_starts(read: Read, changes: dict[str, str], name: str) -> None:
    with pytest.raises(BadSettings, match=name):
        read(**{**GOOD, **changes})


@pytest.mark.parametrize("sender", ["Nabo Kluuvi", "+4520123456", "12345"])
def test_a_sender_is_a_number_or_a_short_name(read: Read, sender: str) -> None:
    found = read(**{**GOOD, "NABO_SMS_FROM": sender}).sms
    assert found is not None
    assert found.sender == sender
