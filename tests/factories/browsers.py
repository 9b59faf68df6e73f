"""Browsers of people who are signed in or not, and forms as a page of ours would send them, for every service's app."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.clock import Clock
from shared.sessions import SessionIssuer
from shared.web.app import derived_key
from shared.web.csrf import HEADER, FormTokens

MINUTE = timedelta(minutes=1)
FORM_COOKIE = "cookie"
SAME_FOR_ALL = {"Accept-Language": "en", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody at the door. person_id: None for strangers. ago: how long they have been signed in.

    stands: whether their session does; to one that was ended we are as to a stranger. key: of a partner's program.
    """

    person_id: str | None = None
    session_id: str = ""
    ago: timedelta = MINUTE
    stands: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsers:
    """form_key: of the app's settings."""

    app: Flask
    issuer: SessionIssuer
    form_key: bytes
    clock: Clock

    def of(self, visitor: Visitor) -> FlaskClient:
        client = self.app.test_client()
        if visitor.key:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {visitor.key}"
        if visitor.person_id is not None:
            since = self.clock.now() - visitor.ago
            client.set_cookie("nabo_session", self.issuer.issue(visitor.person_id, visitor.session_id, since, "link"))
        return client

    def get(self, visitor: Visitor, path: str) -> TestResponse:
        return self.of(visitor).get(path, headers=SAME_FOR_ALL, buffered=True)

    def send(
        self, visitor: Visitor, path: str, form: Mapping[str, str], *, client: FlaskClient | None = None
    ) -> TestResponse:
        """With the token of a page that was just opened. A program's door takes JSON."""
        client = client or self.of(visitor)
        if path.startswith("/api/"):
            return client.post(path, json=dict(form), headers=SAME_FOR_ALL, buffered=True)
        headers = {**SAME_FOR_ALL, HEADER: self._token(client, visitor)}
        return client.post(path, data=form, headers=headers, buffered=True)

    def _token(self, client: FlaskClient, visitor: Visitor) -> str:
        """Bound to the session; to the cookie of the form where nobody is signed in, or not any more."""
        with client.session_transaction() as kept:
            kept["form"] = FORM_COOKIE
        tokens = FormTokens(derived_key(self.form_key, "form token"))
        is_known = visitor.person_id is not None and visitor.stands
        return tokens.make(f"session {visitor.session_id}" if is_known else f"form {FORM_COOKIE}")
