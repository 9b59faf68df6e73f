"""Secrets of personal pages, each with at least 128 bits that nobody can guess."""

import base64
import hmac
import secrets

_BYTES = 24


class PageSecrets:
    """What `ports.Mint` calls for a secret. key: of this service."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, request: str) -> str:
        if not request:
            return secrets.token_urlsafe(_BYTES)
        made = hmac.digest(self._key, f"personal page {request}".encode(errors="replace"), "sha256")[:_BYTES]
        return base64.urlsafe_b64encode(made).decode()
