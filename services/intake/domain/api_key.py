"""The key of a partner's system: how it is written, when it opens the API, and what each event makes of it.

A key is `nabo_key_`, 12 hexadecimal digits, `_` and 48 more: 192 random bits behind a beginning by which scanners know
it for a secret. What stands before the last `_` is its id, which is no secret.
"""

import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from shared.errors import NotFound, Refused
from shared.events.intake_keys import ApiKeyEvent, ApiKeyIssued, ApiKeyRevoked, ApiKeyState

LONGEST_OWNER = 100
MOST_PER_MINUTE = 6000
BEGINNING = "nabo_key_"
_WRITTEN = re.compile(rf"({BEGINNING}[0-9a-f]{{12}})(?:_[0-9a-f]{{48}})?")


class Standing(StrEnum):
    """What a key is worth."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class ApiKeyRefused(Exception):
    """It opens nothing: `code` is `api_key_unknown`, `api_key_expired` or `api_key_revoked`. key_id: of a known one."""

    def __init__(self, code: str, key_id: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.key_id = key_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """owner: whose system has it. secret: hash of the whole key. per_minute: requests."""

    owner: str = ""
    secret: str = ""
    per_minute: int = 0
    expires_at: datetime | None = None
    is_revoked: bool = False

    def standing(self, at: datetime) -> Standing:
        if self.is_revoked:
            return Standing.REVOKED
        return Standing.EXPIRED if self.expires_at is not None and at >= self.expires_at else Standing.VALID


NONE_YET = ApiKey()


def id_in(written: str) -> str:
    """Of a key, or of an id alone. Raises: NotFound for what is neither."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise NotFound
    return found[1]


def issue(key: ApiKey, issued: ApiKeyIssued, *, at: datetime) -> tuple[ApiKeyEvent, ...]:
    """Its owner's name without spaces around it.

    Raises: Refused with `no_owner`, `limit_out_of_range`, `end_passed`, `key_there_already`.
    """
    if key != NONE_YET:
        raise Refused("key_there_already")
    owner = issued.owner.strip()
    if not 0 < len(owner) <= LONGEST_OWNER or not owner.isprintable():
        raise Refused("no_owner")
    if not 1 <= issued.per_minute <= MOST_PER_MINUTE:
        raise Refused("limit_out_of_range")
    if issued.expires_at is not None and issued.expires_at <= at:
        raise Refused("end_passed")
    return (replace(issued, owner=owner),)


def revoke(key: ApiKey, *, reason: str) -> tuple[ApiKeyEvent, ...]:
    """Twice is once."""
    return () if key.is_revoked else (ApiKeyRevoked(reason=reason),)


def check(key: ApiKey, secret: str, *, key_id: str, at: datetime) -> None:
    """secret: hash of what was sent. Raises: ApiKeyRefused; why, learns only who has the whole key."""
    if not hmac.compare_digest(key.secret, secret):
        raise ApiKeyRefused("api_key_unknown")
    standing = key.standing(at)
    if standing is not Standing.VALID:
        raise ApiKeyRefused(f"api_key_{standing}", key_id)


def evolve(key: ApiKey, event: ApiKeyEvent) -> ApiKey:
    """The key after the event."""
    match event:
        case ApiKeyIssued():
            return ApiKey(
                owner=event.owner, secret=event.secret, per_minute=event.per_minute, expires_at=event.expires_at
            )
        case ApiKeyRevoked():
            return replace(key, is_revoked=True)
        case _:
            assert_never(event)


def public(_key: ApiKey) -> ApiKeyState:
    return ApiKeyState()
