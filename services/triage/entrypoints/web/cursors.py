"""Where a page of a list begins, as a mark in its address that tells nobody anything and cannot be made up."""

import base64
import hashlib
import hmac
from binascii import Error
from dataclasses import dataclass
from datetime import datetime

from services.triage.ports import After

_SEAL = 16


@dataclass(frozen=True, slots=True)
class Cursors:
    """`key` is for nothing else. A mark fits only the list, and the reader, for whom it was made."""

    key: bytes

    def write(self, after: After, *, of: str) -> str:
        """of: names the list and its reader."""
        return self.seal(f"{after.due_at.isoformat()} {after.case_id}", of=of)

    def read(self, mark: str, *, of: str) -> After | None:
        """None for a mark that was altered, made up, or made for another list: the list then begins anew."""
        plain = self.open(mark, of=of)
        if plain is None:
            return None
        due_at, case_id = plain.split(" ", 1)
        return After(due_at=datetime.fromisoformat(due_at), case_id=case_id)

    def seal(self, text: str, *, of: str) -> str:
        """The same for a list that is in the order of one text."""
        plain = text.encode()
        return base64.urlsafe_b64encode(self._seal(plain, of) + plain).decode().rstrip("=")

    def open(self, mark: str, *, of: str) -> str | None:
        """As `read`."""
        try:
            raw = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
        except (Error, ValueError):
            return None
        seal, plain = raw[:_SEAL], raw[_SEAL:]
        return plain.decode() if hmac.compare_digest(seal, self._seal(plain, of)) else None

    def _seal(self, plain: bytes, of: str) -> bytes:
        return hmac.digest(self.key, of.encode() + b"\0" + plain, hashlib.sha256)[:_SEAL]
