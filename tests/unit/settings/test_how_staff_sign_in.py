"""What is set of staff's sign-in: a mail is never enough in production, and a provider is told whole or not at all."""

from pathlib import Path

import pytest

from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from services.notify.settings import OidcSettings, read_settings
from shared.errors import BadSettings
from shared.settings import CommonSettings, Process, Reading, read_common

Setting = pytest.MonkeyPatch
ISSUER = "https://login.example.org/realms/city"


@pytest.fixture
def environment(monkeypatch: Setting, tmp_path: Path) -> Setting:
    """Of notify in production, which starts with it."""
    layout = layout_under(tmp_path)
    make_secrets(layout)
    (layout.secrets_of("notify") / "oidc_client_secret").write_text("of the provider")
    told = {
        "NABO_ENV": "production",
        "NABO_PACK": "kluuvi",
        "NABO_PUBLIC_URL": "https://nabo.example.org",
        "NABO_SECRETS": str(layout.secrets_of("notify")),
        "NABO_MONGO_URL": "mongodb://mongodb:27017",
        "NABO_KAFKA": "kafka:9092",
        "NABO_SMTP_HOST": "mail.example.org",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("service", ["intake", "triage", "notify"])
def test_in_production_no_setting_makes_a_mail_enough(environment: Setting, service: str) -> None:
    assert not _common(service).staff_may_use_links
    environment.setenv("NABO_STAFF_LINK_SIGN_IN", "true")
    with pytest.raises(BadSettings, match="NABO_STAFF_LINK_SIGN_IN: staff never sign in by a link alone"):
        _common(service)


def test_elsewhere_a_mail_is_enough_where_that_is_said(environment: Setting) -> None:
    environment.setenv("NABO_ENV", "development")
    assert not _common("triage").staff_may_use_links
    environment.setenv("NABO_STAFF_LINK_SIGN_IN", "true")
    assert _common("triage").staff_may_use_links


def test_a_provider_is_known_to_the_pages_with_its_secret_which_is_never_shown(environment: Setting) -> None:
    assert read_settings(Process.WEB).oidc is None
    environment.setenv("NABO_OIDC_ISSUER", ISSUER)
    environment.setenv("NABO_OIDC_CLIENT_ID", "nabo")
    oidc = read_settings(Process.WEB).oidc
    assert oidc == OidcSettings(issuer=ISSUER, client_id="nabo", client_secret="of the provider")
    assert "of the provider" not in repr(oidc)
    worker = read_settings(Process.WORKER).oidc
    assert worker is not None
    assert not worker.client_secret


@pytest.mark.parametrize(
    "issuer, client, mistake",
    [
        (ISSUER, "", "NABO_OIDC_CLIENT_ID: is missing"),
        ("login.example.org", "nabo", "NABO_OIDC_ISSUER: is not https://host"),
        (f"{ISSUER}?x=1", "nabo", "NABO_OIDC_ISSUER: is not https://host"),
        ("http://login.example.org", "nabo", "NABO_OIDC_ISSUER: is not spoken to without https in production"),
    ],
)
def test_a_provider_that_is_told_by_halves_or_wrongly_stops_the_start(
    environment: Setting, issuer: str, client: str, mistake: str
) -> None:
    environment.setenv("NABO_OIDC_ISSUER", issuer)
    environment.setenv("NABO_OIDC_CLIENT_ID", client)
    with pytest.raises(BadSettings, match=mistake.replace("?", r"\?")):
        read_settings(Process.WEB)


def _common(service: str) -> CommonSettings:
    reading = Reading(service, Process.WORKER)
    common = read_common(reading)
    reading.stop_at_mistakes()
    return common
