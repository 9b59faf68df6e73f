"""Signed words that people carry: session cookies, and scoped tokens in messages. Notify signs, all three read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

LENGTH = timedelta(hours=12)
COOKIE = "nabo_session"  # `__Host-` stands before it in production.

_ALGORITHM = "Ed25519"
_SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What a session says: who, since when and how; never what they may do."""

    person_id: str
    session_id: str
    signed_in_at: datetime
    method: str


class _Signer:
    """private_jwk: an Ed25519 key as JWK, with its `kid`."""

    def __init__(self, private_jwk: Mapping[str, Any]) -> None:
        self._key = OKPKey.import_key(dict(private_jwk))
        self._header = {"alg": _ALGORITHM, "kid": private_jwk["kid"]}

    def _sign(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(self._header, dict(claims), self._key, algorithms=[_ALGORITHM])


class _Checker:
    """jwks: the public keys as a JWK set, old ones included."""

    def __init__(self, jwks: Mapping[str, Any]) -> None:
        self._keys = KeySet.import_key_set({"keys": list(jwks["keys"])})

    def _claims(self, token: str, purpose: str, now: datetime) -> dict[str, Any] | None:
        try:
            claims: dict[str, Any] = jwt.decode(token, self._keys, algorithms=[_ALGORITHM]).claims
            stands = claims["aud"] == purpose and now.timestamp() < claims["exp"]
        except (JoseError, ValueError, KeyError, TypeError):
            return None
        return claims if stands else None


class SessionIssuer(_Signer):
    """Makes session cookies; only notify can."""

    def issue(self, person_id: str, session_id: str, at: datetime, method: str) -> str:
        """A cookie that stands for twelve hours after `at`, the sign-in. method: how they showed who they are."""
        return self._sign(
            {
                "aud": _SESSION,
                "sub": person_id,
                "sid": session_id,
                "amr": method,
                "iat": at.timestamp(),
                "exp": (at + LENGTH).timestamp(),
            }
        )


class SessionReader(_Checker):
    """Reads session cookies. Blocks on nothing; whether one was revoked is the reader's service to know."""

    def read(self, cookie: str, now: datetime) -> SignedIn | None:
        """None for a cookie that is forged, altered, too old or meant for something else."""
        claims = self._claims(cookie, _SESSION, now)
        if claims is None:
            return None
        return SignedIn(
            person_id=claims["sub"],
            session_id=claims["sid"],
            signed_in_at=datetime.fromtimestamp(claims["iat"], UTC),
            method=claims["amr"],
        )


class LinkIssuer(_Signer):
    """Makes tokens that let whoever got a message do one thing, and nothing else."""

    def issue(self, purpose: str, claims: Mapping[str, str], expires_at: datetime) -> str:
        """`answer` with person_id, case_id and invitation_id is the one in an invitation."""
        return self._sign({"aud": _scoped(purpose), "exp": expires_at.timestamp(), "claims": dict(claims)})


class LinkReader(_Checker):
    """Reads those tokens. Blocks on nothing."""

    def read(self, purpose: str, token: str, now: datetime) -> dict[str, str] | None:
        """The claims; None for a token that is forged, altered, too old or meant for something else."""
        found = self._claims(token, _scoped(purpose), now)
        return None if found is None else dict(found["claims"])


def _scoped(purpose: str) -> str:
    """No purpose can pass for a session."""
    return f"link:{purpose}"
