"""Whether a gateway really sent a request: signed as Standard Webhooks has it, and not long ago."""

import base64
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import request

ID, SENT_AT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
FRESH_SECONDS = 300
LONGEST_INSTANT = 12
"""Digits of a Unix time."""

_VERSION = "v1"


def signature_of(key: bytes, message_id: str, sent_at: str, body: bytes) -> str:
    """What belongs into the header: over the id, the second and the body."""
    signed = b".".join((message_id.encode(), sent_at.encode(), body))
    return f"{_VERSION},{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


@dataclass(frozen=True, slots=True)
class Signatures:
    """key: shared with the gateway. now: the machine's time, as the gateway's is: no product clock moves it."""

    key: bytes = field(repr=False)
    now: Callable[[], float] = time.time

    def fit(self) -> bool:
        """Whether this request is signed with our key, and young. A header may hold several, while a key is changed."""
        message_id, sent_at = request.headers.get(ID, ""), request.headers.get(SENT_AT, "")
        if not message_id or not self._is_fresh(sent_at):
            return False
        wanted = signature_of(self.key, message_id, sent_at, request.get_data()).encode()
        given = request.headers.get(SIGNATURE, "").split(" ")
        return any(hmac.compare_digest(wanted, each.encode("utf-8", "replace")) for each in given)

    def _is_fresh(self, sent_at: str) -> bool:
        is_number = len(sent_at) <= LONGEST_INSTANT and sent_at.isascii() and sent_at.isdecimal()
        return is_number and abs(self.now() - int(sent_at)) <= FRESH_SECONDS
