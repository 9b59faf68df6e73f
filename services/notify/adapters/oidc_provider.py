"""The organisation's own sign-in, spoken to by OpenID Connect: authorization code with PKCE, state and nonce."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from services.notify.adapters.oidc_description import Description, OidcDescription
from services.notify.ports.sign_in import Claimed, Errand
from shared.errors import Refused, TryAgain

Answer = TypeVar("Answer")

TIMEOUT_SECONDS = (2, 3)
"""To reach it, and for each piece of its answer: nobody waits longer for a page."""

LONGEST_AGO = timedelta(hours=12)
"""As long as one of our own sessions."""

RECENT = timedelta(minutes=15)
LEEWAY_SECONDS = 60
ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519", "EdDSA")
_REFUSED = "oidc_refused"
_UNREADABLE = "oidc_unreadable"
_SOON_SECONDS = 10.0


class OidcProvider:
    """Behind `ports.sign_in.Provider`. back: the address of ours that it sends people to."""

    def __init__(self, description: OidcDescription, *, client_id: str, client_secret: str, back: str) -> None:
        self._description = description
        self._client_id = client_id
        self._client_secret = client_secret
        self._back = back

    def way(self, errand: Errand, *, anew: bool) -> str:
        """`max_age` makes it say when somebody showed who they are."""
        where = _asked(self._description.read).authorization
        wish = {"prompt": "login", "max_age": _whole(RECENT)} if anew else {"max_age": _whole(LONGEST_AGO)}
        with self._session() as session:
            way, _ = session.create_authorization_url(
                where, state=errand.state, nonce=errand.nonce, code_verifier=errand.verifier, **wish
            )
        return str(way)

    def claimed(self, code: str, errand: Errand, at: datetime) -> Claimed:
        described = _asked(self._description.read)
        token = _asked(lambda: self._token(described, code, errand))
        claims = self._claims(described, token, errand, at)
        said = claims if "email" in claims else _asked(lambda: self._userinfo(described, token, claims["sub"]))
        return Claimed(
            issuer=described.issuer,
            subject=str(claims["sub"]),
            email=str(said.get("email", "")),
            is_verified=said.get("email_verified") is True,
            signed_in_at=datetime.fromtimestamp(claims["auth_time"], UTC),
        )

    def _session(self, token: Mapping[str, Any] | None = None) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            scope="openid email",
            redirect_uri=self._back,
            code_challenge_method="S256",
            token=token,
        )

    def _token(self, described: Description, code: str, errand: Errand) -> Mapping[str, Any]:
        with self._session() as session:
            token: Mapping[str, Any] = session.fetch_token(
                described.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=errand.verifier,
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        return token

    def _userinfo(self, described: Description, token: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """For providers that keep addresses out of the token. Raises: Refused for what is said of somebody else."""
        if not described.userinfo:
            return {}
        with self._session(token) as session:
            answer = session.get(described.userinfo, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        said: Mapping[str, Any] = answer.json()
        if said.get("sub") != subject:
            raise Refused(_UNREADABLE)
        return said

    def _claims(
        self, described: Description, token: Mapping[str, Any], errand: Errand, at: datetime
    ) -> Mapping[str, Any]:
        keys = _asked(self._description.keys)
        try:
            claims = self._opened(token, keys)
        except (JoseError, ValueError, KeyError, TypeError):  # It may have new keys since we asked.
            claims = self._opened_or_refused(token, _asked(self._description.newest_keys))
        self._check(claims, described, errand, at)
        return claims

    def _opened(self, token: Mapping[str, Any], keys: KeySet) -> Mapping[str, Any]:
        return jwt.decode(token["id_token"], keys, algorithms=list(ALGORITHMS)).claims

    def _opened_or_refused(self, token: Mapping[str, Any], keys: KeySet) -> Mapping[str, Any]:
        try:
            return self._opened(token, keys)
        except (JoseError, ValueError, KeyError, TypeError) as wrong:
            raise Refused(_UNREADABLE) from wrong

    def _check(self, claims: Mapping[str, Any], described: Description, errand: Errand, at: datetime) -> None:
        """OpenID Connect Core, 3.1.3.7. Raises: Refused."""
        now = int(at.timestamp())
        registry = JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": described.issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
            auth_time={"essential": True},
        )
        try:
            registry.validate(dict(claims))
            is_ours = claims.get("azp", self._client_id) == self._client_id
            is_lately = now - int(claims["auth_time"]) < _whole(LONGEST_AGO)
        except (JoseError, ValueError, TypeError) as wrong:
            raise Refused(_UNREADABLE) from wrong
        if not (is_ours and is_lately):
            raise Refused(_UNREADABLE)


def _whole(span: timedelta) -> int:
    return int(span.total_seconds())


def _asked(ask: Callable[[], Answer]) -> Answer:
    """Raises: TryAgain where it does not answer, Refused where it says no."""
    try:
        return ask()
    except AuthlibBaseError as no:
        raise Refused(_REFUSED) from no
    except requests.RequestException as away:
        raise TryAgain(_SOON_SECONDS) from away
    except (ValueError, KeyError, TypeError) as unreadable:
        raise TryAgain(_SOON_SECONDS) from unreadable
