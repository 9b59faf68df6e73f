"""Secrets from the operating system's randomness, and the keyed hashes by which they are known here."""

import hashlib
import hmac
import secrets

TOKEN_BYTES = 24
CODE_DIGITS = 6


class SecretMint:
    """Behind `ports.people.Mint`. key: this service's own."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self) -> str:
        return secrets.token_urlsafe(TOKEN_BYTES)

    def code(self) -> str:
        return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"

    def mark(self, secret: str, *, of: str) -> str:
        return hmac.digest(self._key, f"{of}:{secret}".encode(), hashlib.sha256).hex()
