"""The secret of a personal page is kept as a hash: whoever reads the database cannot open the page."""

import hashlib


def hashed(secret: str) -> str:
    """A plain hash is enough: a secret has at least 128 random bits, so that nobody can try them all."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
