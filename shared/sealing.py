"""Boxes that anybody with the public key can close and one service can open; each names its key, so keys can change."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox


class Unreadable(Exception):
    """The box is damaged, or its key is not here."""


def key_of(box: str) -> str:
    """The name of the key under which it is closed."""
    return box.partition(".")[0]


class Sealer:
    """Closes boxes with the current key of `{"current": "<key id>", "keys": {"<key id>": "<base64 X25519 key>"}}`."""

    def __init__(self, public_keys_json: Mapping[str, Any]) -> None:
        self.key_id: str = public_keys_json["current"]
        self._box = SealedBox(PublicKey(base64.b64decode(public_keys_json["keys"][self.key_id], validate=True)))

    def seal(self, plain: Mapping[str, str]) -> str:
        """`<key id>.<base64url>`; the same words never look the same twice."""
        return self.seal_bytes(json.dumps(dict(plain)).encode())

    def seal_bytes(self, plain: bytes) -> str:
        """The same for what is no words."""
        closed = self._box.encrypt(plain)
        return f"{self.key_id}.{base64.urlsafe_b64encode(closed).decode()}"


class Opener:
    """Opens what was closed with any of these keys, the old ones included."""

    def __init__(self, private_keys_json: Mapping[str, Any]) -> None:
        self._boxes = {
            key_id: SealedBox(PrivateKey(base64.b64decode(key, validate=True)))
            for key_id, key in private_keys_json["keys"].items()
        }

    def open(self, box: str) -> dict[str, str]:
        """Raises: Unreadable."""
        try:
            plain = json.loads(self.open_bytes(box))
        except ValueError as error:
            raise Unreadable("damaged") from error
        return {str(name): str(value) for name, value in plain.items()}

    def open_bytes(self, box: str) -> bytes:
        """What `seal_bytes` closed. Raises: Unreadable."""
        key_id, _, closed = box.partition(".")
        if key_id not in self._boxes:
            raise Unreadable("unknown_key")
        try:
            return self._boxes[key_id].decrypt(base64.b64decode(closed, altchars=b"-_", validate=True))
        except (binascii.Error, CryptoError, ValueError) as error:
            raise Unreadable("damaged") from error
