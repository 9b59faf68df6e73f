"""No form may be sent in somebody's name from elsewhere: signed tokens, and a look at where a request comes from."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session

from shared.web.access import access_of
from shared.web.sessions import signed_in

FIELD = "form_token"
HEADER = "X-Form-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NONCE = 16
_HERE = frozenset({"same-origin", "none"})
_NO_TOKEN_NEEDED = frozenset({"language.choose"})  # A preference in the browser; its origin is checked all the same.


class FormRefused(Exception):
    """The form was not ours, or is too old; `reason` is a code for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FormTokens:
    """Tokens bound to a session or to an anonymous form cookie.

    Each looks different, so that none can be guessed from the size of a compressed page.
    """

    key: bytes

    def make(self, bound_to: str) -> str:
        nonce = secrets.token_bytes(_NONCE)
        return base64.urlsafe_b64encode(nonce + self._seal(nonce, bound_to)).decode()

    def fits(self, token: str, bound_to: str) -> bool:
        try:
            raw = base64.urlsafe_b64decode(token.encode())
        except ValueError:
            return False
        return hmac.compare_digest(raw[_NONCE:], self._seal(raw[:_NONCE], bound_to))

    def _seal(self, nonce: bytes, bound_to: str) -> bytes:
        return hmac.digest(self.key, b"form" + nonce + bound_to.encode(), hashlib.sha256)


def install(app: Flask, key: bytes) -> None:
    """Check every request that may change something; give templates `form_token()`."""
    tokens = FormTokens(key)

    def check() -> None:
        if (
            request.method in _SAFE
            or request.endpoint is None
            or not access_of(current_app, request.endpoint).form_token
        ):
            return
        check_origin()
        if request.endpoint not in _NO_TOKEN_NEEDED:
            _check_token(tokens)

    app.before_request(check)
    app.jinja_env.globals["form_token"] = lambda: tokens.make(_binding())


def check_origin() -> None:
    """Raises: FormRefused if the browser says that another site sent this.

    Under our referrer policy browsers send `Origin: null` with our own forms; then Sec-Fetch-Site decides, and in a
    browser too old to send that the token alone.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "null")
    if site is not None and site not in _HERE:
        raise FormRefused("foreign_site")
    if origin != "null" and urlsplit(origin).netloc != request.host:
        raise FormRefused("foreign_origin")


def _check_token(tokens: FormTokens) -> None:
    token = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not tokens.fits(token, _binding()):
        raise FormRefused("token")


def _binding() -> str:
    person = signed_in()
    if person is not None:
        return f"session {person.session_id}"
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(16)
    return f"form {session['form']}"
