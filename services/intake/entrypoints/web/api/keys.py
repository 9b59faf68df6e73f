"""Who sends: `Authorization: Bearer <key>` (RFC 6750). Without it a report is taken as one of anybody's.

No other header: servers on the way leave this one out of their logs by themselves.
"""

from collections.abc import Callable

import structlog
from flask import request

from services.intake.domain.api_key import BEGINNING, ApiKeyRefused
from services.intake.domain.sender import BeyondLimit, Sender
from shared.web.failures import Declined, Failure

HEADER = "Authorization"
CHALLENGE = 'Bearer realm="nabo", error="invalid_token"'
_SCHEME = "bearer"
_SAID = {
    "api_key_unknown": "This API key is not known",
    "api_key_expired": "This API key has expired",
    "api_key_revoked": "This API key was revoked",
}
_log = structlog.get_logger()


def admitted(admit: Callable[[str], Sender]) -> Sender | None:
    """Whose key the request bears, if it bears one. Raises: Declined, TryAgain.

    Other schemes are for whoever stands before us, such as a proxy's password; a key among them was meant for us.
    """
    scheme, _, key = request.headers.get(HEADER, "").partition(" ")
    is_ours = scheme.lower() == _SCHEME
    if not is_ours and BEGINNING not in scheme + key:
        return None
    try:
        return admit(key.strip() if is_ours else "")
    except ApiKeyRefused as refused:
        raise _unknown(refused) from None


def _unknown(refused: ApiKeyRefused) -> Declined:
    """Only the id is ever written down, and only where there is such a key."""
    _log.info("api_key_refused", code=refused.code, key_id=refused.key_id)
    challenge = {"WWW-Authenticate": CHALLENGE}
    return Declined(Failure(status=401, code=refused.code, title=_SAID[refused.code], headers=challenge))


def too_many(full: BeyondLimit) -> Declined:
    """There is room again when the next minute begins."""
    return Declined(Failure(status=429, code="too_many", retry_after=full.after_seconds))


def require_room(sender: Sender | None) -> None:
    """Raises: Declined."""
    try:
        if sender is not None:
            sender.require_room()
    except BeyondLimit as full:
        raise too_many(full) from None
