"""Keys for partners' systems, as `domain.api_key` says how they are written."""

import secrets

from services.intake.domain.api_key import BEGINNING

_ID_BYTES = 6
_SECRET_BYTES = 24


def new_api_key() -> str:
    """Another one each time; nobody can guess it."""
    return f"{BEGINNING}{secrets.token_hex(_ID_BYTES)}_{secrets.token_hex(_SECRET_BYTES)}"
