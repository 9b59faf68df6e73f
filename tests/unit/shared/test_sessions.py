"""A session cookie and a token in a message each stand for one thing, for so long, signed by notify."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc.jwk import KeySet, OKPKey

from shared.sessions import LENGTH, LinkIssuer, LinkReader, SessionIssuer, SessionReader, SignedIn

NOW = datetime(2026, 5, 27, 10, 0, tzinfo=UTC)
CLAIMS = {"person_id": "p", "case_id": "c", "invitation_id": "i"}


def keys(kid: str = "k1") -> tuple[dict[str, Any], dict[str, Any]]:
    """A private JWK and the public set."""
    key = OKPKey.generate_key("Ed25519", {"kid": kid, "use": "sig"}, private=True)
    return dict(key.as_dict(private=True)), dict(KeySet([key]).as_dict(private=False))


def test_a_session_says_who_since_when_and_how() -> None:
    private, public = keys()
    cookie = SessionIssuer(private).issue("p", "s", NOW, "link")
    assert SessionReader(public).read(cookie, NOW) == SignedIn(
        person_id="p", session_id="s", signed_in_at=NOW, method="link"
    )


def test_a_session_ends_after_twelve_hours() -> None:
    private, public = keys()
    cookie = SessionIssuer(private).issue("p", "s", NOW, "link")
    assert SessionReader(public).read(cookie, NOW + LENGTH - timedelta(seconds=1))
    assert SessionReader(public).read(cookie, NOW + LENGTH) is None


@pytest.mark.parametrize("cookie", ["", "a", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "ø", "a" * 5000])
def test_nonsense_is_nobodys_session(cookie: str) -> None:
    _, public = keys()
    assert SessionReader(public).read(cookie, NOW) is None


def test_an_altered_session_is_nobodys() -> None:
    private, public = keys()
    header, claims, signature = SessionIssuer(private).issue("p", "s", NOW, "link").split(".")
    other = SessionIssuer(private).issue("q", "s", NOW, "link").split(".")[1]
    assert SessionReader(public).read(f"{header}.{other}.{signature}", NOW) is None
    assert SessionReader(public).read(f"{header}.{claims}.{signature[::-1]}", NOW) is None


def test_another_key_signs_nothing_here() -> None:
    private, _ = keys()
    _, public = keys()
    assert SessionReader(public).read(SessionIssuer(private).issue("p", "s", NOW, "link"), NOW) is None


def test_a_link_does_what_it_is_for_until_it_expires() -> None:
    private, public = keys()
    token = LinkIssuer(private).issue("answer", CLAIMS, NOW + timedelta(hours=1))
    assert LinkReader(public).read("answer", token, NOW) == CLAIMS
    assert LinkReader(public).read("answer", token, NOW + timedelta(hours=1)) is None


def test_a_link_does_nothing_else() -> None:
    private, public = keys()
    token = LinkIssuer(private).issue("answer", CLAIMS, NOW + timedelta(hours=1))
    assert LinkReader(public).read("verify", token, NOW) is None
    assert SessionReader(public).read(token, NOW) is None


def test_a_session_is_no_link() -> None:
    private, public = keys()
    cookie = SessionIssuer(private).issue("p", "s", NOW, "link")
    assert LinkReader(public).read("answer", cookie, NOW) is None
    assert LinkReader(public).read("session", cookie, NOW) is None
