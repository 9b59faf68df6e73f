"""Hands something to a signed door of notify, as a provider does (Standard Webhooks)."""

import base64
import hmac
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPost:
    """notify: its address. key: with which we sign. seconds: for which one post blocks at most."""

    notify: str
    key: bytes = field(repr=False)
    kind: str
    seconds: float

    def send(self, path: str, name: str, body: bytes) -> int:
        """The status, or 0 where nobody answers. name: of what is told, the same for the same."""
        sent_at = str(int(time.time()))
        signed = hmac.digest(self.key, b".".join((name.encode(), sent_at.encode(), body)), "sha256")
        headers = {
            "Content-Type": self.kind,
            "webhook-id": name,
            "webhook-timestamp": sent_at,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }
        line = HTTPConnection(urlsplit(self.notify).netloc, timeout=self.seconds)
        try:
            line.request("POST", path, body=body, headers=headers)
            return line.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            line.close()
