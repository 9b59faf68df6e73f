"""What an OpenID provider says of itself: where to go, and by which keys its tokens are signed; asked now and then."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

import requests
from joserfc.jwk import KeySet

KEPT_FOR_SECONDS = 600
TIMEOUT_SECONDS = (2, 3)
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Addresses of the provider's. userinfo: empty where it has none."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str


class OidcDescription:
    """Blocks on the provider the first time and every ten minutes. Two who ask at once ask twice: no harm."""

    def __init__(self, issuer: str, *, https_only: bool) -> None:
        self._issuer = issuer
        self._https_only = https_only
        self._read: tuple[float, Description] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def read(self) -> Description:
        """Raises: requests.RequestException, or ValueError or KeyError for what cannot be read."""
        if self._read is None or monotonic() - self._read[0] > KEPT_FOR_SECONDS:
            self._read = (monotonic(), self._described())
        return self._read[1]

    def keys(self) -> KeySet:
        """Likewise."""
        if self._keys is None or monotonic() - self._keys[0] > KEPT_FOR_SECONDS:
            return self.newest_keys()
        return self._keys[1]

    def newest_keys(self) -> KeySet:
        """Likewise."""
        keys = KeySet.import_key_set({"keys": _json(self.read().keys)["keys"]})
        self._keys = (monotonic(), keys)
        return keys

    def _described(self) -> Description:
        said = _json(f"{self._issuer.rstrip('/')}{_WELL_KNOWN}")
        if said["issuer"] != self._issuer:
            raise ValueError("issuer")
        described = Description(
            issuer=said["issuer"],
            authorization=said["authorization_endpoint"],
            token=said["token_endpoint"],
            keys=said["jwks_uri"],
            userinfo=said.get("userinfo_endpoint", ""),
        )
        addresses = (described.authorization, described.token, described.keys, described.userinfo)
        if self._https_only and any(each and not each.startswith("https://") for each in addresses):
            raise ValueError("https")
        return described


def _json(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    if answer.is_redirect:
        raise ValueError("redirected")
    found: dict[str, Any] = answer.json()
    return found
