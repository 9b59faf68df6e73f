"""Addresses that one person may open for a few minutes: one service signs, another one checks."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LASTS = timedelta(minutes=5)
_SEAL_BYTES = 16
_LONGEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAddresses:
    """key: 32 bytes, of both services and for nothing else."""

    key: bytes = field(repr=False)

    def sign(self, path: str, *, by: str, role: str, at: datetime) -> str:
        """The path with its query. by: the person_id of whoever will open it. role: what they are to what is there."""
        until = str(int((at + LASTS).timestamp()))
        return f"{path}?as={role}&until={until}&seal={self._seal(path, by, role, until)}"

    def opens(self, path: str, query: Mapping[str, str], *, by: str, at: datetime) -> bool:
        """Whether this was signed for them, and not too long ago."""
        until, role = query.get("until", ""), query.get("as", "")
        seal = self._seal(path, by, role, until).encode()
        if not hmac.compare_digest(seal, query.get("seal", "").encode(errors="replace")):
            return False
        return until.isdecimal() and len(until) <= _LONGEST and at.timestamp() < int(until)

    def _seal(self, *parts: str) -> str:
        told = "\0".join(parts).encode(errors="replace")
        return base64.urlsafe_b64encode(hmac.digest(self.key, told, hashlib.sha256)[:_SEAL_BYTES]).decode().rstrip("=")
