"""Makes the secrets of a stack: each once, in a folder per service that only its owner may read.

What two services share is written to both; what exists is never changed, so a secret may also be put there by hand.
"""

import base64
import json
import secrets
from collections.abc import Callable
from uuid import uuid4

from joserfc.jwk import KeySet, OKPKey
from nacl.public import PrivateKey

from deploy.local.layout import Layout
from deploy.local.private_file import write_private

PLATFORM = "platform"
"""The folder of what only the stack itself needs: the stores' administrators."""

PASSWORD_BYTES = 24
KEY_BYTES = 32
MONGO_KEY_FILE_BYTES = 512
NONE_YET = ""
"""What others give us, such as the mail server's password: a file to write it into, so that it can be mounted."""


def make_secrets(layout: Layout) -> None:
    """Write whatever is missing."""
    _make_folders(layout)
    _make_passwords(layout)
    for service in ("intake", "triage", "notify"):
        _make(layout, "form_key", (service,), lambda: secrets.token_hex(KEY_BYTES))
        _make(layout, "mongo_owner_password", (service,), lambda: secrets.token_urlsafe(PASSWORD_BYTES))
    for name in ("smtp_password", "oidc_client_secret"):
        _make(layout, name, ("notify",), lambda: NONE_YET)
    _make(layout, "sms_token", ("notify",), lambda: secrets.token_urlsafe(PASSWORD_BYTES))
    _make(layout, "sms_key", ("notify",), lambda: secrets.token_hex(KEY_BYTES))
    _make(layout, "mail_key", ("notify",), lambda: secrets.token_hex(KEY_BYTES))
    _make(layout, "reply_keys.json", ("notify",), _reply_ring)
    _make(layout, "contact_key", ("intake", "notify"), lambda: secrets.token_hex(KEY_BYTES))
    _make(layout, "photo_key", ("intake", "triage"), lambda: secrets.token_hex(KEY_BYTES))
    _make_box(layout, "box", opens="notify", seal=("intake", "notify"))
    _make_box(layout, "photo_box", opens="intake", seal=("notify",))
    _make_session_key(layout)


def read_secret(layout: Layout, owner: str, name: str) -> str:
    """The text of one secret file."""
    return (layout.secrets_of(owner) / name).read_text().strip()


def _make_folders(layout: Layout) -> None:
    layout.data.mkdir(parents=True, exist_ok=True)
    layout.secrets.mkdir(mode=0o700, exist_ok=True)
    for owner in (PLATFORM, "intake", "triage", "notify"):
        layout.secrets_of(owner).mkdir(mode=0o700, exist_ok=True)


def _make_passwords(layout: Layout) -> None:
    for owner in (PLATFORM, "intake", "triage", "notify"):
        for name in ("mongo_password", "kafka_password"):
            _make(layout, name, (owner,), lambda: secrets.token_urlsafe(PASSWORD_BYTES))
    _make(layout, "grafana_password", (PLATFORM,), lambda: secrets.token_urlsafe(PASSWORD_BYTES))
    _make(layout, "kafka_cluster_id", (PLATFORM,), _cluster_id)
    _make(
        layout,
        "mongo_key_file",
        (PLATFORM,),
        lambda: base64.b64encode(secrets.token_bytes(MONGO_KEY_FILE_BYTES)).decode(),
    )


def _cluster_id() -> str:
    """A Kafka id: 22 characters of base64, without the dash that a command line would take for an option."""
    return base64.urlsafe_b64encode(uuid4().bytes).decode().rstrip("=").replace("-", "A")


def _make_box(layout: Layout, name: str, *, opens: str, seal: tuple[str, ...]) -> None:
    """A pair of keys for boxes: anybody may have the public half, one service opens."""
    key_id, private = secrets.token_hex(4), PrivateKey.generate()

    def ring(key: bytes) -> str:
        return json.dumps({"current": key_id, "keys": {key_id: base64.b64encode(key).decode()}})

    if not (layout.secrets_of(opens) / f"{name}_private_keys.json").exists():
        _replace(layout, f"{name}_public_keys.json", seal, ring(bytes(private.public_key)))
        _make(layout, f"{name}_private_keys.json", (opens,), lambda: ring(bytes(private)))


def _reply_ring() -> str:
    """The keys that sign addresses at which mails are answered: whoever adds one leaves the older ones in."""
    key_id, key = secrets.token_hex(4), secrets.token_bytes(KEY_BYTES)
    return json.dumps({"current": key_id, "keys": {key_id: base64.b64encode(key).decode()}})


def _make_session_key(layout: Layout) -> None:
    """The key that signs sessions: notify has it, all three check with its public half."""
    key = OKPKey.generate_key("Ed25519", {"kid": secrets.token_hex(4), "use": "sig"}, private=True)
    if not (layout.secrets_of("notify") / "session_private_key.json").exists():
        public = json.dumps(KeySet([key]).as_dict(private=False))
        _replace(layout, "session_public_keys.json", ("intake", "triage", "notify"), public)
        _make(layout, "session_private_key.json", ("notify",), lambda: json.dumps(key.as_dict(private=True)))


def _make(layout: Layout, name: str, owners: tuple[str, ...], mint: Callable[[], str]) -> None:
    """One secret for all its owners; an owner who lacks it gets what the others have."""
    files = [layout.secrets_of(owner) / name for owner in owners]
    held = [file.read_text() for file in files if file.exists()]
    value = held[0] if held else mint()
    for file in files:
        if not file.exists():
            write_private(file, value)


def _replace(layout: Layout, name: str, owners: tuple[str, ...], value: str) -> None:
    for owner in owners:
        write_private(layout.secrets_of(owner) / name, value)
