"""Where a page of a list begins, as a mark in its address that cannot be made up, and fits that list alone."""

import base64
import hashlib
import hmac
from binascii import Error
from dataclasses import dataclass

_SEAL = 16


@dataclass(frozen=True, slots=True)
class Cursors:
    """`key` is for nothing else."""

    key: bytes

    def write(self, mark: str, *, of: str) -> str:
        """of: names the list with its filters."""
        plain = mark.encode()
        return base64.urlsafe_b64encode(self._seal(plain, of) + plain).decode().rstrip("=")

    def read(self, cursor: str, *, of: str) -> str:
        """Empty for one that was altered, made up, or made for another list: then the list begins at its beginning."""
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (Error, ValueError):
            return ""
        seal, plain = raw[:_SEAL], raw[_SEAL:]
        return plain.decode() if hmac.compare_digest(seal, self._seal(plain, of)) else ""

    def _seal(self, plain: bytes, of: str) -> bytes:
        return hmac.digest(self.key, of.encode() + b"\0" + plain, hashlib.sha256)[:_SEAL]
