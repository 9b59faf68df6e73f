"""A city whose workers sign in with it, and how it can be told to err."""

import time
from dataclasses import dataclass, field
from functools import cache
from secrets import token_urlsafe
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin
from joserfc.jwk import RSAKey

CLIENT, SECRET = "nabo", "the secret of nabo"


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": token_urlsafe(4), "use": "sig", "alg": "RS256"}, private=True)


@cache
def usual_key() -> RSAKey:
    """Making one takes a while."""
    return new_key()


@dataclass(slots=True)
class Worker:
    """Who is at the city's sign-in. signed_in_at: in seconds since 1970."""

    email: str
    email_verified: bool = True
    id: str = "worker-1"
    signed_in_at: int = 0

    def get_user_id(self) -> str:
        return self.id


@dataclass(slots=True)
class City:
    """What the provider does next. now: its clock. changes: to the claims that it signs. asked: what browsers brought.

    is_down: answers 503. refuses: an error of the authorization. in_token: whether the token tells the address.
    """

    issuer: str = ""
    back: str = ""
    worker: Worker = field(default_factory=lambda: Worker("kim@desk.example"))
    now: int = field(default_factory=lambda: int(time.time()))
    changes: dict[str, Any] = field(default_factory=dict)
    is_down: bool = False
    refuses: str = ""
    in_token: bool = True
    key: RSAKey = field(default_factory=usual_key)
    signs_with: RSAKey | None = None
    userinfo: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, "Code"] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """One authorization, until it is exchanged."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    auth_time: int
    worker: Worker
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None
