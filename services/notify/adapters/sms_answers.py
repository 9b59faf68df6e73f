"""What a gateway's answers mean: taken, not now, never, or nobody knows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from json import JSONDecodeError, loads

from services.notify.ports.channels import Deferred, OutcomeUnknown, RefusesUs
from shared.errors import Undeliverable

DEFERRED_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 3600.0
_TOO_MANY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_OUR_MISTAKES = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    }
)
"""Nobody's number is wrong: the address, the token or the account is, and messages wait until it is mended."""

_TAKEN, _ELSEWHERE, _REFUSED, _ITS_OWN = range(200, 300), range(300, 400), range(400, 500), range(500, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer over HTTP."""

    status: int
    retry_after: str
    body: bytes


def judge(heard: Heard) -> None:
    """Returns where the gateway has it.

    A gateway that breaks (5xx) may have taken it before; only `503`, like `429`, says that it looked at nothing. What
    it says in words may hold the number, so that only its status is kept.
    Raises: Deferred, RefusesUs, Undeliverable, OutcomeUnknown.
    """
    if heard.status in _TAKEN:
        _expect_receipt(heard.body)
    elif heard.status in _TOO_MANY:
        raise Deferred(_seconds(heard.retry_after))
    elif heard.status in _OUR_MISTAKES or heard.status in _ELSEWHERE:
        raise RefusesUs(DEFERRED_SECONDS)
    elif heard.status in _REFUSED:
        raise Undeliverable(f"sms_{heard.status}")
    else:
        raise OutcomeUnknown(f"sms_{heard.status}" if heard.status in _ITS_OWN else "unreadable_answer")


def _expect_receipt(body: bytes) -> None:
    """A 2xx whose answer is not a gateway's may be anybody's."""
    try:
        said = loads(body)
    except (JSONDecodeError, UnicodeDecodeError):
        said = None
    if not isinstance(said, dict) or not said.get("id"):
        raise OutcomeUnknown("unreadable_answer")


def _seconds(retry_after: str) -> float:
    """As RFC 9110 has it: seconds, or an instant."""
    if retry_after.isascii() and retry_after.isdecimal():
        return min(float(retry_after), LONGEST_WAIT_SECONDS)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return DEFERRED_SECONDS
    left = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(left, 0.0), LONGEST_WAIT_SECONDS)
