"""The addresses to which somebody answers a mail of ours: `reply+<token>@<domain>`, signed, with keys of their own.

A token is a hash of the delivery's id, and a keyed hash of that, in letters that may all be written small.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import Any

BEFORE = "reply+"
TOKEN_LENGTH = 48
LOCAL_PART_LENGTH = len(BEFORE) + TOKEN_LENGTH
"""RFC 5321 lets it have 64."""

_REFERENCE_BYTES, _MARK_BYTES = 16, 14
_OF = b"reply:"


class ReplyAddresses:
    """keys: `{"current": "<key id>", "keys": {"<key id>": "<base64, 32 bytes>"}}`; what any of them signed is read."""

    def __init__(self, domain: str, keys: Mapping[str, Any]) -> None:
        """Raises: KeyError, ValueError for a ring that is none."""
        self.domain = domain
        self._keys = {name: base64.b64decode(key, validate=True) for name, key in keys["keys"].items()}
        self._current = self._keys[keys["current"]]

    def address_for(self, reference: str) -> str:
        """reference: 32 hexadecimal digits, as `asked_as` makes them."""
        plain = bytes.fromhex(reference)
        token = base64.b32encode(plain + _mark(self._current, plain)).decode().lower()
        return f"{BEFORE}{token}@{self.domain}"

    def reference_in(self, token: str) -> str | None:
        if len(token) != TOKEN_LENGTH or not token.isascii():
            return None
        try:
            opened = base64.b32decode(token.upper())
        except binascii.Error:
            return None
        plain, mark = opened[:_REFERENCE_BYTES], opened[_REFERENCE_BYTES:]
        marks = [_mark(key, plain) for key in self._keys.values()]
        return plain.hex() if any([hmac.compare_digest(mark, each) for each in marks]) else None  # noqa: C419 -- all, for time


def _mark(key: bytes, plain: bytes) -> bytes:
    return hmac.digest(key, _OF + plain, "sha256")[:_MARK_BYTES]
